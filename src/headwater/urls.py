"""Every address of the site. Each view carries its own door (`web.doors`); one without a door is shut."""

from django.urls import include, path

from headwater.web import areas, home, indicators, maps, public, trends

urlpatterns = [
    # anybody
    path("", home.home, name="home"),
    path("trends/", trends.trends, name="trends"),
    path("map/", maps.public_map, name="map"),
    path("map/areas.geojson", maps.public_layer, name="map-layer"),
    path("areas/", areas.area_list, name="areas"),
    path("areas/<str:code>/", areas.area_profile, name="area"),
    path("indicators/", indicators.catalogue, name="indicators"),
    path("indicators/<str:key>/", indicators.definition, name="indicator"),
    path("about-the-data/", public.about_the_data, name="about-the-data"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("health", public.health, name="health"),
    path("favicon.ico", public.icon, name="icon"),
    # signing in: the doors of these stand in web.doors.OTHERS
    path("account/", include("allauth.urls")),
    # people who work here
    path("partner-map/", maps.partner_map, name="partner-map"),
    path("partner-map/areas.geojson", maps.partner_layer, name="partner-map-layer"),
]

handler400 = "headwater.web.errors.bad_request"
handler403 = "headwater.web.errors.not_allowed"
handler404 = "headwater.web.errors.not_found"
handler500 = "headwater.web.errors.broken"
