"""The door for the web server: `headwater.web.wsgi.application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headwater.settings")
application = get_wsgi_application()
