#!/usr/bin/python3
"""WebKitGTK on a profile that lasts, with nobody to drive it: argv is the profile's folder and one address for each window. They
stand side by side, so that all of them are visible."""
import sys

import gi

gi.require_version('Gtk', '3.0')
gi.require_version('WebKit2', '4.1')
from gi.repository import Gtk, WebKit2  # noqa: E402

profile, *urls = sys.argv[1:]
data = WebKit2.WebsiteDataManager(base_data_directory=profile + '/data', base_cache_directory=profile + '/cache')
context = WebKit2.WebContext(website_data_manager=data)
settings = WebKit2.Settings()
settings.set_enable_write_console_messages_to_stdout(True)
settings.set_hardware_acceleration_policy(WebKit2.HardwareAccelerationPolicy.NEVER)

for place, url in enumerate(urls):
    window = Gtk.Window(default_width=500, default_height=600)
    view = WebKit2.WebView(web_context=context, settings=settings)
    window.add(view)
    window.move(510 * (place % 3), 0)
    window.show_all()
    view.load_uri(url)
Gtk.main()
