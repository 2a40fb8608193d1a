#!/usr/bin/python3
"""A bare WebKitGTK browser for WebKitWebDriver: a profile that lasts (MiniBrowser's does not under automation), a
top-level window for each tab, and a socket through which tests turn what WebDriver has no word for."""
import itertools
import json
import os
import socket

import gi

gi.require_version('Gtk', '3.0')
gi.require_version('WebKit2', '4.1')
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

profile = os.environ['PULSO_PROFILE']
run = os.environ['PULSO_RUN']
width, height = int(os.environ['PULSO_WIDTH']), int(os.environ['PULSO_HEIGHT'])

# WebKit's processes inherit our standard error and write the console to it, unbuffered.
os.dup2(os.open(run + '/console.log', os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)

data = WebKit2.WebsiteDataManager(base_data_directory=profile + '/data', base_cache_directory=profile + '/cache')
context = WebKit2.WebContext(website_data_manager=data)
context.set_automation_allowed(True)
context.set_preferred_languages([os.environ['PULSO_LOCALE']])
settings = WebKit2.Settings()
settings.set_enable_write_console_messages_to_stdout(True)
windows = {}
numbers = itertools.count()  # in order of opening


def create_web_view(_session):
    window = Gtk.Window(default_width=width, default_height=height)
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True, settings=settings)
    number = next(numbers)
    view.connect('close', lambda _view: close(number))
    window.add(view)
    window.show_all()
    windows[number] = window
    to_front(number)
    return view


def close(number):
    windows.pop(number).destroy()
    if windows:
        to_front(max(windows))


def to_front(number):
    """Shows one window and hides the others, as tabs do: pages see `visibilitychange`."""
    for other in windows.values():
        if other is not windows[number]:
            other.hide()
    windows[number].show()
    # There is no window manager, so nobody else gives the keyboard to a window.
    windows[number].get_window().focus(0)
    windows[number].get_child().grab_focus()


def on_automation_started(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name('pulso-test')
    info.set_version(2, 50, 0)
    session.set_application_info(info)
    session.connect('create-web-view', create_web_view)


def apply(command):
    gtk = Gtk.Settings.get_default()
    if 'dark' in command:
        gtk.set_property('gtk-application-prefer-dark-theme', command['dark'])
    if 'animations' in command:
        gtk.set_property('gtk-enable-animations', command['animations'])
    if 'front' in command:
        to_front(command['front'])


def on_connection(_source, _condition):
    connection, _address = server.accept()
    with connection, connection.makefile() as lines:
        try:
            apply(json.loads(lines.readline()))
            connection.send(b'done\n')
        except Exception as error:
            connection.send(repr(error).encode())
    return True


apply(json.loads(os.environ['PULSO_SETTINGS']))
server = socket.socket(socket.AF_UNIX)
server.bind(run + '/control')
server.listen(5)
GLib.io_add_watch(server.fileno(), GLib.IO_IN, on_connection)
context.connect('automation-started', on_automation_started)
Gtk.main()
