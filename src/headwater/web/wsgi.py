"""The door for the web server: `headwater.web.wsgi.application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from headwater.web import proxy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.settings")
application: proxy.Application = get_wsgi_application()
if settings.HEADWATER_BEHIND_TLS:
    application = proxy.visitors_address(application)
