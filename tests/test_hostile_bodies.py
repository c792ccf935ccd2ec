"""Nothing that runs survives in a body, on its way in or on the page that readers get."""

import re

import pytest
from bs4 import BeautifulSoup

from articles import body
from articles.models import Article
from tests.builders import an_article

RUN = "alert(1)"
VECTORS = [
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=//la.test/x.js></SCRIPT>{RUN}",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<img src=x onerror={RUN}>",
    f"<img src='/anh/1' onload='{RUN}'>",
    f'<img src="javascript:{RUN}">',
    f"<img/src=`x`onerror={RUN}>",
    f'<img """><script>{RUN}</script>">',
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'><text>a</text></a></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></table></math>",
    f"<math href='javascript:{RUN}'>a</math>",
    f"<a href='javascript:{RUN}'>a</a>",
    f"<a href='JaVaScRiPt:{RUN}'>a</a>",
    f"<a href=' javascript:{RUN}'>a</a>",
    f"<a href='java\tscript:{RUN}'>a</a>",
    f"<a href='java\nscript:{RUN}'>a</a>",
    f"<a href='\x01javascript:{RUN}'>a</a>",
    f"<a href='&#106;avascript:{RUN}'>a</a>",
    f"<a href='&#x6A;&#x61;vascript:{RUN}'>a</a>",
    f"<a href='javascript&colon;{RUN}'>a</a>",
    f"<a href='vbscript:{RUN}'>a</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>a</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>a</a>",
    "<a href='blob:https://la.test/x'>a</a>",
    "<a href='file:///etc/passwd'>a</a>",
    f"<a href='https://www.google.com/url?q=javascript:{RUN}'>a</a>",
    f"<a href='https://l.facebook.com/l.php?u=data%3Atext/html,{RUN}'>a</a>",
    f"<a href=https://vov.vn onclick={RUN}>a</a>",
    f"<a href=https://vov.vn onmouseover={RUN} style='position:fixed;inset:0'>a</a>",
    f"<p onclick={RUN}>a</p>",
    f"<p style='background:url(javascript:{RUN})'>a</p>",
    f"<p style='width:expression({RUN})'>a</p>",
    f"<div style=\"-moz-binding:url('//la.test/x')\" onfocus={RUN} tabindex=1 autofocus>a</div>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    f"<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ' onload={RUN}></iframe>",
    "<iframe src='https://la.test/youtube.com/embed/dQw4w9WgXcQ'></iframe>",
    "<object data='//la.test/x.swf'></object><embed src='//la.test/x'>",
    f"<form action='javascript:{RUN}'><button formaction='javascript:{RUN}'>a</button></form>",
    f"<input onfocus={RUN} autofocus>",
    f"<select onfocus={RUN} autofocus><option>a</option></select>",
    f"<textarea onfocus={RUN} autofocus></textarea>",
    f"<video src=x onerror={RUN}></video><audio src=x onerror={RUN}></audio>",
    f"<video><source onerror={RUN}></video>",
    f"<details open ontoggle={RUN}>a</details>",
    f"<marquee onstart={RUN}>a</marquee>",
    f"<body onload={RUN}>",
    f"<html onclick={RUN}>",
    "<base href='//la.test/'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<link rel=stylesheet href='//la.test/x.css'>",
    "<style>@import '//la.test/x.css';</style>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'></noscript>",
    f"<template><script>{RUN}</script></template>",
    f"<title><img src=x onerror={RUN}></title>",
    f"<xmp><img src=x onerror={RUN}></xmp>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"<!--[if gte IE 4]><script>{RUN}</script><![endif]-->",
    f"<p class='embed'>javascript:{RUN}</p>",
    f"<p class='embed'>https://la.test/\" onload=\"{RUN}</p>",
    f"<p class='embed'>https://youtu.be/dQw4w9WgXcQ\"><img src=x onerror={RUN}></p>",
    f"<p class='embed'><script>{RUN}</script></p>",
    f"<p class='reference' data-article='1\" onclick=\"{RUN}'>a</p>",
    f"<p class='reference'><img src=x onerror={RUN}></p>",
    f"<p class='embed reference' onclick={RUN}>a</p>",
    f"<figure><img src='/anh/1' alt='\"><script>{RUN}</script>'></figure>",
    f"<figure><img src='/anh/1' alt='a'><figcaption><svg onload={RUN}>b</figcaption></figure>",
    f"<figure onclick={RUN}><img src='https://la.test/anh/1\" onerror=\"{RUN}'></figure>",
    f"<table background='javascript:{RUN}'><tr><td onclick={RUN}>a</td></tr></table>",
    f"<a href='https://vov.vn' title='\" onclick=\"{RUN}'>a</a>",
    f"<div><a href='https://vov.vn' title='\" onclick=\"{RUN}'>a</a></div>",
    f"<b style='mso-list:l0 level1' onclick={RUN}>a</b>",
    f"<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>1\"><script>{RUN}</script></span>"
    "a</p><div></div>",
    f"<ol start='1\" onclick=\"{RUN}'><li>a</li></ol><div></div>",
    f"<td colspan='2\" onclick=\"{RUN}'>a</td><div></div>",
    "<img src='//la.test/theo-doi.gif'>",
    "<img srcset='//la.test/x.jpg 1x' src='/anh/1'>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    f"<div>&lt;img src=x onerror={RUN}&gt;</div>",
    f"<o:p><script>{RUN}</script></o:p>",
    f"<xml><script>{RUN}</script></xml><div></div>",
]
SCHEMES = ("http://", "https://", "mailto:", "tel:", "/")
ATTRIBUTES = {"href", "title", "rel", "class", "data-article", "src", "alt", "colspan", "rowspan"}


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_that_runs_stays_in_a_body(vector):
    for given in (vector, f"<p>Trước</p>{vector}<p>Sau</p>", f"<div>{vector}</div>"):
        cleaned = body.clean(given)
        html = BeautifulSoup(cleaned, "html.parser")
        for element in html.find_all(True):
            assert element.name in body.TAGS
            assert set(element.attrs) <= ATTRIBUTES | {"start"}
            assert element.get("href", "/").startswith(SCHEMES)
            assert not element.get("href", "").startswith("//")
            assert re.fullmatch(r"/anh/\d+", element.get("src", "/anh/1"))
        assert body.clean(cleaned) == cleaned


@pytest.mark.django_db
def test_readers_get_no_script_of_anybody_else(client):
    """Also not from a body that came into the database past every form."""
    article = an_article(body=body.clean("<p>Một</p>" + "".join(VECTORS)))
    for text in (article.body, body.clean("".join(f"<div>{each}</div>" for each in VECTORS))):
        Article.objects.filter(pk=article.pk).update(body=text)
        page = client.get(article.get_absolute_url()).content.decode()
        html = BeautifulSoup(page, "html.parser")
        for element in html.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on")], element
            for name in ("src", "href", "action", "data-frame", "srcdoc", "style"):
                address = str(element.get(name, "")).strip().lower()
                assert not re.match(r"(?:javascript|vbscript|data|blob|file):", address), element
        assert html.select("article iframe, article form, article object, article script") == []
        for script in html.select("script"):
            is_ours = script.get("src", "").startswith("/static/")
            assert is_ours or script.get("type") == "application/ld+json"
