"""What people follow, and which papers are due to them: one room for all ways of delivery.

values     followers, topics, deliveries
calendar   on which days arXiv announces papers
schedule   when a digest is due, and for which announcements
"""
