"""Every address of the site. Each view carries its own door (`web.doors`); one without a door is shut."""

from django.urls import include, path, re_path

from headwater.api.version_1 import api
from headwater.web import (
    agreements,
    areas,
    assurance,
    audit,
    desk,
    home,
    indicators,
    jobs,
    mappings,
    maps,
    matching,
    people,
    places_to_review,
    provenance,
    public,
    retention,
    sending,
    sources,
    submissions,
    tokens,
    trends,
)

urlpatterns = [
    # anybody
    path("", home.home, name="home"),
    path("trends/", trends.trends, name="trends"),
    re_path(r"^trends/table\.(?P<kind>csv|xlsx|json)$", trends.table, name="trends-table"),
    re_path(r"^trends/chart\.(?P<kind>svg|png)$", trends.picture, name="trends-chart"),
    re_path(r"^trends/days-between\.(?P<kind>svg|png)$", trends.gaps_picture, name="trends-gaps"),
    path("map/", maps.public_map, name="map"),
    path("map/areas.geojson", maps.public_layer, name="map-layer"),
    re_path(r"^map/places\.(?P<kind>csv|geojson|json)$", maps.public_file, name="map-file"),
    path("areas/", areas.area_list, name="areas"),
    path("areas/<str:code>/", areas.area_profile, name="area"),
    re_path(r"^areas/(?P<code>\w+)/profile\.(?P<form>pdf|docx)$", areas.area_document, name="area-document"),
    re_path(
        r"^areas/(?P<code>\w+)/figures\.(?P<kind>csv|xlsx)$", areas.everything, name="area-figures"
    ),
    re_path(
        r"^areas/(?P<code>\w+)/sources\.(?P<kind>csv|svg|png)$", areas.sources_beside, name="area-sources"
    ),
    path("where-from/<uuid:uuid>/", provenance.where_from, name="where-from"),
    path("indicators/", indicators.catalogue, name="indicators"),
    path("indicators/<str:key>/", indicators.definition, name="indicator"),
    path("about-the-data/", public.about_the_data, name="about-the-data"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("health", public.health, name="health"),
    path("api/v1/", api.urls),
    path("favicon.ico", public.icon, name="icon"),
    # signing in: the doors of these stand in web.doors.OTHERS
    path("account/", include("allauth.urls")),
    # people who work here
    path("desk/", desk.desk, name="desk"),
    path("submissions/", submissions.submission_list, name="submissions"),
    path("submissions/send/", sending.send, name="new-submission"),
    path("submissions/<uuid:uuid>/", submissions.submission, name="submission"),
    path("submissions/<uuid:uuid>/problems.csv", submissions.problem_report, name="problem-report"),
    path("submissions/<uuid:uuid>/check-again/", submissions.check_again, name="check-again"),
    path("submissions/<uuid:uuid>/match/", matching.source, name="match-columns"),
    path("submissions/<uuid:uuid>/match/columns/", matching.columns, name="match-each-column"),
    path("submissions/<uuid:uuid>/match/codes/", matching.codes, name="match-codes"),
    path("submissions/<uuid:uuid>/hold/", retention.hold, name="hold-submission"),
    path("submissions/<uuid:uuid>/lift-hold/", retention.lift_hold, name="lift-hold"),
    path("submissions/<uuid:uuid>/purge/", retention.purge, name="purge-submission"),
    path("assurance/", assurance.pack_page, name="assurance"),
    path("assurance/pack.zip", assurance.archive, name="assurance-pack"),
    path("assurance/<slug:name>.html", assurance.document, name="assurance-document"),
    path("assurance/<slug:name>.pdf", assurance.printed, name="assurance-pdf"),
    path("retention/", retention.due_list, name="retention"),
    path("retention/purge-due/", retention.purge_due, name="purge-due"),
    path("places-to-review/", places_to_review.review_list, name="places-to-review"),
    path("places-to-review/<uuid:uuid>/confirm/", places_to_review.confirm, name="confirm-place"),
    path("places-to-review/<uuid:uuid>/dismiss/", places_to_review.dismiss, name="dismiss-place"),
    path("mappings/", mappings.profile_list, name="mappings"),
    path("mappings/<uuid:uuid>/end/", mappings.end, name="end-mapping"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/<str:key>/", sources.source, name="source"),
    path("agreements/", agreements.agreement_list, name="agreements"),
    path("agreements/sign/", agreements.sign, name="sign-agreement"),
    path("agreements/<uuid:uuid>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:uuid>/renew/", agreements.renew, name="renew-agreement"),
    path("agreements/<uuid:uuid>/end/", agreements.end, name="end-agreement"),
    path("people/", people.people_list, name="people"),
    path("people/register/", people.register, name="register-person"),
    path("people/<uuid:uuid>/", people.person, name="person"),
    path("people/<uuid:uuid>/role/", people.grant, name="grant-role"),
    path("people/<uuid:uuid>/role/<uuid:role>/end/", people.end_role, name="end-role"),
    path("people/<uuid:uuid>/password/", people.new_password, name="set-password"),
    path("people/<uuid:uuid>/close/", people.close, name="close-account"),
    path("people/<uuid:uuid>/open/", people.reopen, name="open-account"),
    path("tokens/", tokens.token_list, name="tokens"),
    path("tokens/make/", tokens.make, name="make-token"),
    path("tokens/<uuid:uuid>/end/", tokens.end, name="end-token"),
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/<uuid:uuid>/retry/", jobs.retry, name="retry-job"),
    path("audit/", audit.entry_list, name="audit"),
    path("audit/whole/", audit.verify, name="audit-verify"),
    path("partner-map/", maps.partner_map, name="partner-map"),
    path("partner-map/areas.geojson", maps.partner_layer, name="partner-map-layer"),
    re_path(
        r"^partner-map/places\.(?P<kind>csv|geojson|json)$", maps.partner_file, name="partner-map-file"
    ),
    path("partner-map/near-repeats.csv", maps.near_repeats_file, name="near-repeats-file"),
]

handler400 = "headwater.web.errors.bad_request"
handler403 = "headwater.web.errors.not_allowed"
handler404 = "headwater.web.errors.not_found"
handler500 = "headwater.web.errors.broken"
