"""A roll-call of imports: Django finds every room's models here. Nothing else belongs in this file."""

from headwater.data.ingest.models import *  # noqa: F403
from headwater.data.lake.models import *  # noqa: F403
from headwater.governance.access.models import *  # noqa: F403
from headwater.governance.audit.models import *  # noqa: F403
from headwater.governance.leadership.models import *  # noqa: F403
from headwater.governance.partners.models import *  # noqa: F403
from headwater.insight.charts.models import *  # noqa: F403
from headwater.insight.indicators.models import *  # noqa: F403
from headwater.insight.release.models import *  # noqa: F403
from headwater.machinery.jobs.models import *  # noqa: F403
