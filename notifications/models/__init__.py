from notifications.models.notice import Notice
from notifications.models.settings import MessagesWhen, NoticeSettings

__all__ = ["MessagesWhen", "Notice", "NoticeSettings"]
