"""A roll-call of imports: Django finds every room's models here. Nothing else belongs in this file."""

# ruff: noqa: F403  (every model of a room, whatever it is called)

from headwater.data.ingest.models import *
from headwater.data.lake.models import *
from headwater.governance.access.models import *
from headwater.governance.audit.models import *
from headwater.governance.evidence.models import *
from headwater.governance.leadership.models import *
from headwater.governance.leadership.priorities.models import *
from headwater.governance.leadership.pulse.models import *
from headwater.governance.partners.models import *
from headwater.governance.strategy.models import *
from headwater.insight.charts.models import *
from headwater.insight.indicators.models import *
from headwater.insight.performance.models import *
from headwater.insight.release.models import *
from headwater.insight.reporting.models import *
from headwater.machinery.jobs.models import *
