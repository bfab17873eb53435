"""The door for the web server: `headwater.web.wsgi.application`."""

import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from headwater.web import proxy, unread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.settings")
# a thread lets go at each row that it reads, and by default waits ten times as long for its next turn
sys.setswitchinterval(0.0005)
application: proxy.Application = unread.throw_away(get_wsgi_application())
if settings.HEADWATER_BEHIND_TLS:
    application = proxy.visitors_address(application)
