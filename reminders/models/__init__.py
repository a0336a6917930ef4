from reminders.models.preferences import Preferences
from reminders.models.reminder import Reminder

__all__ = ["Preferences", "Reminder"]
