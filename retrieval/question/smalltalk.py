"""Greetings, thanks, and questions about the bot itself, in English and Chinese.

Only clear cases: every clause of the question must be one, so "hi, papers on charts?" and
"hello world program synthesis" are requests.
"""

from __future__ import annotations

import re

from retrieval.question.cutting import plain
from retrieval.text.stopwords import ENGLISH

_CHAT = (
    r"hi+|hello+|hey+|heya|hiya|yo|howdy|greetings|sup|good (?:morning|afternoon|evening|night"
    r"|day)|morning|evening"
    r"|thanks?|thank you|thank u|thx|ty|tysm|cheers|much appreciated|appreciate (?:it|that)"
    r"|many thanks|bye+|goodbye|good bye|see (?:you|ya)|cya|later|farewell|have a (?:good|nice"
    r"|great) (?:day|one|evening|weekend|night)"
    r"|ok|okay|k|kk|lol|lmao|rofl|ha(?:ha)+|hehe+|hmm+|wow|yay|yep|yup|yes|yeah|nope|no|nah"
    r"|sure|cool|nice|great|awesome"
    r"|perfect|excellent|amazing|brilliant|fantastic|sweet|neat|got it|gotcha|i see|makes sense"
    r"|never ?mind|nvm|no worries"
    r"|no problem|np|sorry|my bad|oops|please|pls|well done|good (?:job|bot|one|work)|bad bot"
    r"|nice (?:one|work|job|to meet you)|welcome|you rock"
    r"|test|testing|ping|help|help me|menu|start"
)
_FILLER = (
    r"there|all|everyone|everybody|folks|guys|bot|paperwire|again|so much|very much|a lot"
    r"|a bunch|lots|mate|man|buddy|friend|then|now|you|for (?:that|this|the help|your help"
    r"|everything|helping)"
    r"|and|but|oh|ah|well|just|dear|team|today|in advance|to you(?: too)?|too"
)
_CHATTER = re.compile(rf"(?:(?:{_CHAT})(?: (?:{_CHAT}|{_FILLER}))*)", re.IGNORECASE)
_REMARK = (
    r"(?:(?:that|this|it|you|u|these|those)(?:'s| is| was|'re| are| were|s|r)|it|that"
    r"|you) ?(?:(?:been|really|so|super|very|quite|pretty|absolutely|just|exactly|all|a|an|the"
    r"|extremely|incredibly|most|not) )*"
    r"(?:helpful|great|useful|awesome|amazing|nice|cool|perfect|good|bad|wrong|excellent"
    r"|fantastic|brilliant|wonderful|funny|smart|clever|stupid|dumb|useless|fast|slow|kind"
    r"|what i (?:needed|wanted)"
    r"|helped(?: a lot| me)?|worked|works|best|lifesaver|legend|star|sweet|interesting"
    r"|right)(?: (?:bot|thing|one|job|help|work|thanks))?"
)
_SELF = r"(?:you|u|ya|this bot|the bot|this thing|paperwire|yourself)"
_ABOUT_BOT = (
    (
        r"who (?:made|built|created|wrote|programmed|runs?|owns?|developed|trained|designed"
        r"|maintains?|is behind|hosts?|operates?) (?:you|u|this bot|the bot|paperwire|this)"
    ),
    (
        r"(?:who|what)(?: exactly)?(?: are|'re|r| is) (?:you|u|this bot"
        r"|paperwire)(?: (?:exactly|really|called|made of|for|good for|capable of|able to do"
        r"|doing|up to|like|running on|based on|about))*"
    ),
    (
        r"(?:what|how)(?:'s| is| are)? (?:up|new with you|going on|(?:it|things?|life"
        r"|everything) going|your day|your mood)(?: today| with you)?"
    ),
    r"how (?:are|r|have) (?:you|u|ya)(?: (?:doing|been|feeling|today|all|going))*",
    r"how do you do",
    (
        r"(?:what|whats)(?:'s| is| are)? (?:your|ur) (?:name|purpose|job|version|owner"
        r"|favou?rite \w+|age|gender|source code|sources?|prefix|commands?|features?"
        r"|data sources?|model|settings|language|languages|time ?zone|opinion|limits?|limitations)"
    ),
    (
        r"are you (?:(?:a|an|the|really|real|still|just|even|actually) )*(?:real|human|person"
        r"|bot|robot|machine|ai|alive|sentient|conscious|there|ok|okay|online|offline|down|up"
        r"|awake|working|broken|free|busy|chatgpt|gpt(?:-\d\w*)?|claude|llm|smart|sure"
        r"|open source|serious|kidding|joking|mad|happy|sad|dumb|stupid|real person)(?: person"
        r"| bot)?(?: or (?:(?:a|an|just|the|real) )*(?:bot|robot|human|machine|person|ai"
        r"|program|not))?"
    ),
    (
        r"(?:what|which)(?: \w+)? (?:can|could|do|would|will) (?:you|u|this bot"
        r"|the bot)(?: \w+)? (?:do|help(?: me)?(?: with)?|answer|offer|know"
        r"|support)(?: for (?:me|us))?(?: here| today| exactly)?"
    ),
    (
        r"(?:what|which) (?:commands?|languages?|options?|features?|settings|channels?|sources?"
        r"|models?|llms?) (?:are there|are available|do you (?:have|support|speak|understand"
        r"|know|use|run on|read|offer|index|cover)|can i use|are supported|can you (?:read|use"
        r"|speak|understand))"
    ),
    (
        r"(?:can|could|will|would) you (?:please )?(?:help(?: me)?(?: out)?|hear me|see me"
        r"|understand me|talk(?: to me)?|chat(?: with me)?|speak \w+|introduce yourself"
        r"|explain yourself|be quiet|shut up|stop(?: \w+ing)?(?: me| here)?|read images|sing"
        r"|dance|think|feel|sleep|dream)"
    ),
    (
        r"(?:tell|say|give|sing|write)(?: me| us)? (?:(?:a|another|some) )?(?:(?:good|funny"
        r"|bad) )?(?:jokes?|something funny|poem|song|story|about yourself|hello|hi)"
    ),
    (
        r"do you (?:like|love|hate|sleep|dream|eat|think|feel|remember me|have (?:feelings"
        r"|friends|a name|a website|any commands|emotions|a soul)|speak \w+|understand (?:me"
        r"|\w+)|work|get tired|get paid|know who i am|want to (?:chat|talk))(?: \w+)?"
    ),
    (
        r"(?:where|when) (?:are|were|do|did|is) (?:you|u|paperwire|this bot) ?(?:from|made|born"
        r"|live|built|created|trained|released|updated|last updated|running|hosted|come from)*"
    ),
    r"how old are you",
    (
        r"how (?:do|does|can|should|would) (?:you|this bot|the bot|paperwire|this|it"
        r"|i use (?:you|this|this bot|the bot|paperwire)) ?(?:work|function|operate)?"
    ),
    r"(?:i|we) (?:love|like|hate|miss|appreciate) (?:you|u|this bot|this|it)(?: so much| a lot)?",
    (
        r"(?:please )?(?:stop|start) (?:posting|pinging|messaging|spamming|sending|talking"
        r"|replying)(?: .{0,40})?"
    ),
    (
        r"why (?:did|do|don't|didn't|are|aren't|won't|can't|does|is) (?:you|the bot|this bot"
        r"|paperwire)(?: not)? (?:post|reply|answer|respond|work|say|ping|so|slow|down|broken"
        r"|offline|silent|send|mention|ignore|ignoring|respond|responding|answering|working"
        r"|posting).{0,60}"
    ),
    r"shut up|be quiet|introduce yourself|go away|leave me alone|fuck (?:you|off)|screw you",
)
_SETTING = (
    r"(?:channels?|languages?|time ?zones?|schedules?|settings?|prefix|topics?|notifications?"
    r"|pings?|mentions?|subscriptions?|alerts?|digests?|updates|posts?|posting|commands?"
    r"|permissions?|role|interval|frequency|reminders?|deliver(?:y|ies)|server|time)"
)
_CHANGE = (
    r"(?:change|set(?: up)?|configure|switch|mute|unmute|stop|turn (?:on|off)|disable|enable"
    r"|add|remove|delete|edit|move|pause|resume|cancel|"
    r"subscribe(?: to)?|unsubscribe(?: from)?|sign up for|opt out(?: of)?|follow|unfollow|reset"
    r"|customi[sz]e|choose|pick|adjust|update|see|use|invite|install|get rid of|uninstall"
    r"|restart|host|deploy|run|talk to|contact|report|ping|kick|ban|block)"
)
_HOW_TO = (
    r"(?:how (?:do|can|could|should|would|to)(?: i| we| you| one)?|(?:can|could|may) (?:i|we"
    r"|you)|where (?:do|can|could) (?:i|we)|is it possible to|i (?:want|need|would like) to"
    r"|i'd like to|please|what'?s the command to|is there (?:a way|an option|a command) to)"
)
# "You" alone is anyone ("how do you train ..."): the bot is meant where it posts or answers.
_YOU_ACT = (
    r"(?:you|u|the bot|this bot|paperwire|it) (?:post|posts|ping|pings|message|dm|send|sends"
    r"|reply|replies|answer|answers|deliver|delivers|announce|announces|use|uses)"
)
_CONFIGURES = re.compile(
    rf"{_HOW_TO} {_CHANGE} (?:(?:the|my|your|a|an|another|all|daily|weekly|which|what|new|this"
    rf"|these|ur|different|of|our|from|to|post) )*"
    rf"(?:{_SELF}|{_SETTING}(?: {_SETTING})?)(?: (?:(?:that|where|which|in which|when|for|of|in"
    rf"|from|to|on|at|with|how often) )*(?:{_YOU_ACT}|{_SELF}|me|my server|this server|here"
    rf"|discord|this channel|the bot|our server|our discord|your (?:posts|messages|replies"
    rf"|answers|digests))(?: (?:in|to|at|on|with|for))?(?: (?:me|it|here))?)*"
    rf"|(?:how often|when|what time|where|in which channel|which channel|what channel) (?:do"
    rf"|does|will|can|are|did) (?:you|u|this bot|the bot|paperwire"
    rf"|going to)(?: going to)? (?:post|ping|send|update|deliver|run|announce"
    rf"|message)(?: .{{0,30}})?"
    rf"|(?:can|could|will|would|do) (?:you|u|this bot|the bot) (?:please )?(?:post|ping|message"
    rf"|dm|reply|answer|deliver|announce|stop \w+ing)(?: (?:in|to|on|at|me|here|us|a|an|the"
    rf"|this|that|my|another|other|different|general|channels?|dms?|server|every|day|morning"
    rf"|evening|week|questions|in \w+|again|less|more|often|twice|once|language|private"
    rf"|privately))*",
    re.IGNORECASE,
)
_BOT = re.compile("|".join((_REMARK, *_ABOUT_BOT)), re.IGNORECASE)
_CLAUSES = re.compile(r"[,.!?;:~…\n，。！？；：～、()\u2600-\u27bf\U0001f000-\U0001faff]+|\s+-\s+")

_CHINESE = re.compile(
    r"(?:(?:你|您|大家|早上|下午|晚上|中午|各位)好|哈[喽啰罗]|嗨|早|早安|晚安|hi|hello|hey|在吗|在不在|有人吗|你在吗"
    r"|(?:非常|十分|太|真的?|多|很)?(?:感谢|谢谢|多谢|谢了|谢啦|感激|辛苦)(?:你|您|了|啦|大家|帮助|你的帮助|您的帮助)*"
    r"|再见|拜拜|回头见|明天见|好的?|好吧|行|可以|嗯+|哦+|噢|ok|okay|哈哈+|呵呵+|嘿嘿+|知道了|明白了?|懂了|收到|没事了?|没关系|不客气|对不起|抱歉"
    r"|(?:你|您|这)?(?:真|太|好|很|非常)?(?:厉害|棒|聪明|有用|有帮助|好用|不错|牛|强|可爱|笨|蠢|差劲)(?:极了|了)?|牛逼?|赞"
    r"|(?:你|您)?(?:最近|今天|过得|近来)?(?:怎么样|还好吗|好吗|如何|咋样|忙吗|忙什么(?:呢)?)|吃了吗|吃饭了吗"
    r"|(?:你|您)(?:到底)?(?:是谁|是什么|叫什么(?:名字)?|是(?:真人|人|机器人|ai|人工智能|chatgpt"
    r"|gpt|真的)(?:吗|还是.{1,6})?|几岁|多大|多大了|来自哪里|住哪里?|从哪里?来)"
    r"|(?:你|您)(?:都|还|到底)?(?:会|能|可以)(?:做|干|帮我做|帮我)?(?:些)?(?:什么|啥|哪些事)"
    r"|(?:你|您)有(?:什么|哪些)(?:功能|用|命令|本领)"
    r"|(?:是)?谁(?:做|开发|创造|写|设计|制造|发明|训练|维护)(?:了|出)?的?(?:你|您|这个机器人)"
    r"|(?:你|您|这个机器人)是(?:由)?谁(?:做|开发|创造|写|设计|制造|发明|训练|维护)(?:出来)?的"
    r"|(?:请问)?(?:我)?(?:该|应该|要)?(?:怎么|如何|怎样)(?:使用|用|设置|配置|邀请|关闭"
    r"|关掉)(?:你|您|这个机器人|机器人|这个bot)|(?:你|您|这个机器人|机器人)(?:该|应该)?(?:怎么"
    r"|如何)(?:使用|用|工作)(?:的)?"
    r"|(?:请问)?(?:我)?(?:该|应该|要)?(?:怎么|如何|怎样|在哪里?|能不能|可以)(?:更改|修改|更换"
    r"|改|换|设置|关闭|取消|开启|订阅|退订|调整)(?:一下)?(?:你|您|机器人)?(?:的)?(?:发消息|发帖"
    r"|发送|发布|推送|回复|通知|发|每日|每天)?(?:消息|论文|推送|通知)?的?(?:频道|语言|时区|时间"
    r"|频率|设置|通知|推送|订阅)"
    r"|(?:给我)?(?:讲|说)(?:一?个|点)?(?:笑话|故事)|(?:我)?(?:爱|喜欢|讨厌|想)(?:你|您)|帮助"
    r"|帮帮我|介绍一下(?:你|您)?自己|自我介绍(?:一下)?|测试|闭嘴"
    r"|(?:你|您)(?:有感情|会说.{1,4}|会讲.{1,4}|懂.{1,4}|支持.{1,4})吗)"
    r"(?:呀|啊|吗|呢|哦|啦|哈|吧|了|哟|嘛|么|~)*",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"(?:(?:hi|hello|hey) )?(?:/?help(?: me)?|/?start|menu|commands|who are you|what are you"
    r"|what can (?:you|this bot|i) (?:do|ask)(?: here)?|(?:what|which) commands .{0,40}"
    r"|how (?:do|does|can) (?:i use )?(?:you|this bot|this|it)(?: work)?)"
    r"|帮助|(?:你|您)(?:能|会|可以)(?:做|干|帮我做)?(?:些)?(?:什么|啥)|怎么(?:使用|用)你?"
    r"|(?:你|您)有(?:什么|哪些)(?:功能|命令)|(?:你|您)是谁",
    re.IGNORECASE,
)
_SAVED = re.compile(
    r"(?:(?:please|can you|could you) )*(?:(?:show|list|open|see|view|get|give)(?: me)? )?"
    r"(?:(?:all )?my (?:saved|bookmarked|kept|starred)(?: (?:papers?|list|ones))?"
    r"|my (?:reading ?list|library|bookmarks|favou?rites)"
    r"|(?:the )?(?:papers?|ones|list) (?:that )?i(?:'ve| have)? (?:saved|bookmarked|kept)"
    r"|what(?: papers?)? (?:did|have) i (?:saved?|kept|keep|bookmark(?:ed)?)"
    r"|what(?:'s| is) (?:on|in) my (?:reading ?)?(?:list|library)|saved papers)(?: please)?"
    r"|(?:请|帮我|给我)*(?:看看?|显示|列出|打开)?(?:一下)?我的?收藏(?:夹|了什么|了哪些|的论文|列表)?(?:论文)?",
    re.IGNORECASE,
)
# Words that ask, and words that say nothing of what is asked about.
_ASK = "which who what what's whats why how where when is are was were does do did most any and so"
_SAY_NOTHING = (
    "better best worse worst good bad many much else there works work working worked cited citing "
    "popular important difference differences differ different first second last one ones two "
    "three again true right wrong correct like read mean means really exactly then now think "
    "recommend prefer choose pick use used"
)
_ASKS = frozenset(_ASK.split())
_EMPTY = ENGLISH | _ASKS | frozenset(_SAY_NOTHING.split())
_LONGEST = 200


def asks_for_help(message: str) -> bool:
    """Whether somebody wants to be told what the bot does, in clear words and no others."""
    if len(message) > _LONGEST:
        return False
    whole = " ".join(plain(message).split()).strip(" ?？.!！。")
    return not whole or _HELP.fullmatch(whole.replace(",", "")) is not None


def asks_for_saved(message: str) -> bool:
    """Whether somebody wants to see what they saved."""
    whole = " ".join(plain(message[: 2 * _LONGEST]).split()).strip(" ?？.!！。")
    return _SAVED.fullmatch(whole) is not None


def is_smalltalk(question: str) -> bool:
    """Whether the question is a greeting, thanks, chatter, or about the bot itself."""
    if len(question) > _LONGEST:
        return False
    whole = " ".join(plain(question).split())
    clauses = [clause.strip(" \"'-") for clause in _CLAUSES.split(whole)]
    clauses = [clause for clause in clauses if clause]
    return bool(clauses) and all(_is_chat(clause) for clause in clauses)


def names_nothing(question: str) -> bool:
    """Whether a question has no word that could be a topic: "which is better?", "how many?"."""
    words = re.findall(r"[\w']+", plain(question[: 2 * _LONGEST]).lower())
    return bool(words) and words[0] in _ASKS and all(word in _EMPTY for word in words)


def _is_chat(clause: str) -> bool:
    if any(p.fullmatch(clause) for p in (_CHATTER, _BOT, _CONFIGURES, _CHINESE)):
        return True
    # "hey how are you", "lol who made you", "thanks that was great"
    opening = re.match(rf"(?:{_CHAT})(?: (?:{_FILLER}))* (?=\S)", clause, re.IGNORECASE)
    rest = clause[opening.end() :] if opening else ""
    return bool(rest) and any(p.fullmatch(rest) for p in (_BOT, _CONFIGURES))
