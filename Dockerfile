# Paperwire in a container: the bot, its model and everything it needs, without a hub.
#
#   docker build -t paperwire .
#   docker run -d --env-file .env -v paperwire:/data paperwire              the Discord bot
#   docker run --rm -i -v paperwire:/data paperwire ingest - < papers.md    any other command
#
# --build-arg TORCH_INDEX=https://download.pytorch.org/whl/cpu leaves out the gigabytes that
# only a graphics card needs.

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY constraints.txt ./
RUN python -m pip install --no-cache-dir -c constraints.txt pip hatchling
COPY pyproject.toml README.md LICENSE ./
COPY config ./config
COPY retrieval ./retrieval
COPY ingest ./ingest
COPY bot ./bot
RUN python -m pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /dist .

FROM python:3.11-slim-bookworm
ARG TORCH_INDEX=""
COPY constraints.txt /install/
# torch has a layer of its own: a change of ours does not fetch it again
RUN python -m pip install --no-cache-dir -c /install/constraints.txt pip \
    && python -m pip install --no-cache-dir -c /install/constraints.txt ${TORCH_INDEX:+--no-deps --index-url "$TORCH_INDEX"} torch
COPY --from=build /dist /install
RUN python -m pip install --no-cache-dir -c /install/constraints.txt "$(echo /install/paperwire-*.whl)[postgresql]"

RUN useradd --system --uid 10001 --create-home paperwire && install -d -o paperwire /data
USER 10001
WORKDIR /data
VOLUME /data
ENV PAPERWIRE_DATA_DIR=/data \
    HF_HUB_OFFLINE=1 \
    PYTHONUNBUFFERED=1
# five minutes without Discord count as ill, where PAPERWIRE_HEALTH__PORT is set; without it only
# the catalogue is looked at
HEALTHCHECK --interval=1m --timeout=30s --start-period=2m --retries=5 CMD ["paperwire", "status", "--json", "--health"]
ENTRYPOINT ["paperwire"]
CMD ["run"]
