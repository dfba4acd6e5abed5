"""The set phrases of page furniture, drawn up for this workbench; `furniture` says how they count.

Patterns are anchored to how such a line opens or ends: a sentence that merely mentions a photo, a
newsletter or a copyright must not match.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pattern(text: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE | flags)


# Words of buttons and icons: at least one of these must stand in a line of navigation.
SIGNPOSTS = _words(
    "menu search login log-in signin subscribe skip arrow more-arrow hamburger navigation nav "
    "sitemap advertisement sponsored print email bookmark anmelden suche menü anzeige werbung"
)
NAVIGATION_WORDS = SIGNPOSTS | _words(
    "home news world politics business sport sports opinion culture arts tech technology science "
    "health video videos podcast podcasts live weather travel food more close open toggle clock "
    "yes no mobile desktop share save comment comments account profile settings help about contact "
    "us sign in out up log register main content to the site newsletter newsletters sections "
    "section edition topics latest top previous next back facebook twitter x instagram whatsapp "
    "linkedin youtube reddit telegram copy link my feed rss icon logo startseite"
)
NAVIGATION_PHRASE = _pattern(
    r"""skip\ to\ (?:main\ )?(?:content|navigation)
    | (?:article|story)\ continues\ (?:below|after)\b.{0,40}
    | continue\ reading(?:\ the\ main\ story)?
    | (?:scroll|click|tap)\ (?:down\ )?(?:to|for)\ (?:continue|more|see\ more|read\ more).{0,40}
    | (?:click|tap)\ here(?:\ (?:to|for|if|and)\b[^.!?]{0,80})?[.!]?
    | to\ (?:subscribe|sign\ up|register|donate|comment|read\ more)\b[^.!?]{0,60}
      \b(?:click|tap|(?:visit|go\ to)\ \S+\.\w)(?:[^.!?]|\.(?=\w)){0,60}[.!]?
    | read\ (?:more|next|also|the\ full\ (?:story|article))\b(?:[^.!?]|\.(?=\w)){0,120}
    | (?:related(?:\ (?:articles?|stories|story|coverage|reading))?|see\ also|watch(?:\ more)?
      |read\ (?:more|next|also)|also\ read|recommended|don['’]t\ miss)\s*:\s*
      (?:[^.]|\.(?=\S)){1,160}
    | (?:related|recommended|popular|trending|most\ (?:read|popular|viewed))
      (?:\ (?:articles?|stories|topics|reading|content|posts|news))?\s*:?
    | more\ (?:from|in|on)\ .{1,40}\s*:
    | you\ may\ also\ like.{0,30}
    | jump\ to\ (?:recipe|comments|video)
    | back\ to\ top | more\ on\ this\ (?:story|topic)
    | [^|.!?\d]{1,30}(?:\ [|•·]\ [^|.!?\d]{1,30}){2,9}
    | share | tweet | copy\ link | published | updated
    | load\ more.{0,20}
    | view\ (?:all\ )?comments.{0,20}
    | leave\ a\ (?:comment|reply)
    | play\ video
    | listen\ to\ this\ (?:article|story).{0,20}
    | (?:mehr|lesen\ sie\ auch|lire\ aussi|à\ lire\ aussi|lea\ también|leer\ también|leggi\ anche
      |leia\ também|читайте\ также|اقرأ\ أيضا|קראו\ גם)\s*:[^.!?]{0,120}
    | (?:reuse|republish)\ this\ (?:content|article|story)
    | view\ (?:this\ e-?mail\ )?in\ (?:your\ |the\ )?browser"""
)
BREADCRUMB = _pattern(
    r"(?:home|start|startseite|accueil|inicio|news) (?:\s*[>»›/]\s* \w[\w\ &-]{0,30}){1,6}"
)
CORRECTION = _pattern(
    r"""^(?:corrections?|clarifications?|berichtigung|korrektur|rectificatif)\s?(?::|\()
    | ^this\ (?:article|story|post|piece)\ (?:has\ been|was)
      \ (?:corrected|amended|updated|clarified)\b"""
)
PAGE_NUMBER = _pattern(
    r"^(?:page|seite|p\.)\s*\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?$"
    r"| ^[-–—]{1,3}\s?\d{1,4}\s?[-–—]{1,3}$"
)
# Beside the name of a paper in the head of its pages: "12 | The Quarterly", "The Quarterly – 13".
PAGE_NUMBER_BESIDE = _pattern(r"^\d{1,4}\s*[|·•–—/]\s* | \s*[|·•–—/]\s*\d{1,4}$")
LABELS = _pattern(
    r"""^(?:filed\ under | tags? | topics? | themes? | regions? | categor(?:y|ies) | keywords?
    | sections? | subjects? | in-depth\ reports? | series | more\ on | outlet | publication
    | related\ (?:topics|stories|articles|reading) | lang(?:uage)? | sprache | langue | idioma
    | newspaper | site(?:\ name)? | url | link | canonical(?:\ url)? | source\ url
    | schlagworte | themen | rubrik | ressort | rubrique | mots-clés | etiquetas | sección)\s*:"""
)
_AGENCY = (
    r"(?:Getty|AP|AFP|Reuters|REUTERS|EPA|EPA-EFE|Shutterstock|Alamy|iStock|Unsplash|Pexels"
    r"|Pixabay|Xinhua|TASS|Tass|dpa|DPA|PA|Bloomberg|Wikimedia\ Commons|Flickr|NurPhoto|Anadolu"
    r"|imago)(?:\ (?:Images?|Photos?|Pictures|Wire))?"
)
_WIRES = (
    rf"(?:{_AGENCY}|(?i:associated\ press|agence\ france-presse|press\ association|interfax|kyodo"
    r"|united\ press\ international)|[A-Z]{2,5})"
)
WIRE_MARK = _pattern(
    rf"""^[(\[](?-i:{_WIRES}(?:(?:\s*[/,;&]\s*|\s+and\s+|\s+-\s+){_WIRES}){{0,4}})[)\]]\.?$
    | ^\(?(?:more(?:\ to\ come)?|more\ follows|end(?:s|it)?|ends?\ it)\)?$
    | ^-\s?(?:30|ends?)\s?-$ | ^\#\#\#$
    | ^(?:for\ immediate\ release|press\ release|pressemitteilung|communiqué\ de\ presse)$
    | ^\(?(?:embargoed|slug|(?-i:EDS))\s?[:\d].{{0,100}}$
    | ^(?:(?:1st|2nd|3rd|\d{{1,2}}th)\ (?:lead|ld)(?:-writethru)?)\b[^.!?]{{0,60}}$
    | ^(?:urgent|bulletin|flash)$"""
)
COOKIE_NOTICE = _pattern(
    r"""^(?:we|this\ (?:web)?site|our\ (?:web)?site|wir|diese\ (?:web)?seite|nous|ce\ site)\b
      .{0,40}\b(?:use|uses|store|stores|set|sets|verwenden|verwendet|nutzen|nutzt|utilisons|utilise)\b
      .{0,40}\bcookies?(?:[.,]?$|[.,]?\ (?:and|to|on|for|so|in\ order|um|und|auf|et|pour)\b)
    | ^(?:accept|reject|manage|allow)\ (?:all\ )?(?:cookies|preferences)$
    | ^(?:accept|reject)\ all$ | ^cookie\ (?:settings|policy|preferences|notice)$
    | ^(?:alle\ akzeptieren|tout\ accepter|aceptar\ todo)$
    | ^by\ (?:continuing|clicking|using)\b.{0,80}\b(?:cookies?|privacy\ policy|terms)\b"""
)
COUNTER = _pattern(
    r"""^\(?(?:\d[\d.,]*k?|no)\s*(?:comments?|shares?|likes?|replies|retweets|kommentare)\)?$
    | ^(?:comments?|shares?)\s*\(?:?\s*\d[\d.,]*k?\)?$
    | ^(?:reading\ time|lesezeit)\s*:?.{0,20}$
    | ^(?:about\ |a\ )?\d{1,3}[\s-]*min(?:ute)?s?[\ -]?(?:read|to\ read|lesezeit)$"""
)
KICKERS = _words(
    "opinion analysis comment editorial news world politics business sport sports culture health "
    "science technology feature explainer exclusive breaking live interview review obituary "
    "investigation letters national international local economy environment "
    "kommentar analyse politik wirtschaft meinung kultur panorama monde économie société politique "
    "cronaca politica economia esteri sociedad política economía cultura internacional "
    "мир политика экономика общество"
) | {"breaking news", "world news", "long read", "op-ed", "live blog", "fact check", "top story"}

_NETWORK = (
    r"(?:facebook|twitter|x|instagram|whatsapp|linkedin|youtube|reddit|telegram|tiktok|bluesky"
    r"|mastodon|threads|pinterest)"
)
SHARE_PLEA = _pattern(
    rf"""^(?:please\ )?share\ (?:this|via|on\ {_NETWORK}|the\ (?:article|story|post|recipe))\b
    | ^(?:note\ to\ readers\s*:\s*)?(?:please\ )?click\ (?:on\ )?the\ share\ buttons?
    | ^(?:please\ )?(?:follow|like|find|join)\ (?:us|me)\ on\b
    | ^follow\ (?-i:(?:@|[A-Z])\S*(?:\ [A-Z]\S*){{0,4}})\ on\ {_NETWORK}\b
    | ^(?:comment|discuss|join\ the\ (?:conversation|discussion))\b
      .{{0,60}}\bon\ our\ .{{0,20}}{_NETWORK}\b
    | ^(?:tweet|pin|e-?mail|print|forward)\ this\ (?:article|story|page|post|recipe|e-?mail
      |newsletter)?(?:\ to\ a\ friend)?[.!]?$
    | ^{_NETWORK}(?:\s*[|,·•/]\s*{_NETWORK})+$
    | ^teilen\ sie\ diesen\b | ^diesen\ artikel\ teilen | ^auf\ {_NETWORK}\ teilen"""
)
NEWSLETTER_PLEA = _pattern(
    r"""^(?:please\ )?(?:sign\ up|subscribe|register)\ (?:for|to|here|and\ get|now|today)\b.{0,100}
      \b(?:newsletters?|e-?mails?|alerts?|inbox|updates|briefing|podcast|channel|digest)\b
    | ^(?:get|receive|want)\b.{0,160}
      (?:\b(?:in|to|straight\ to|into)\ your\ (?:inbox|e-?mail)\b
      | \bfrom\ our\ (?:editors|newsroom|team)\.?$
      | \bnewsletters?\b.{0,20}$
      | \bsign\ up\ (?:here|now|for)\b)
    | ^(?:our|the|this)\s.{0,60}\bnewsletter\b.{0,80}\b(?:sign\ up|subscribe)\b
    | ^(?:never\ miss|stay\ up\ to\ date|stay\ informed)\b.{0,120}
      \b(?:sign\ up|subscribe|newsletter|inbox)\b
    | ^newsletter(?:\ (?:sign-?up|anmelden))?\s*:?$
    | ^(?:jetzt\ )?newsletter\ (?:abonnieren|bestellen)
    | ^abonnieren\ sie\b.{0,80}\b(?:newsletter|kanal|podcast)
    | ^you(?:'re|’re|\ are)\ receiving\ this\b.{0,60}\bbecause\b
    | ^(?:unsubscribe|manage\ (?:your\ )?(?:preferences|subscription)|update\ preferences)
      (?:\ (?:here|from\ this\ list))?[.!]?$
    | ^thank(?:s|\ you)\ for\ (?:signing\ up|subscribing)"""
)
MEMBERSHIP_PLEA = _pattern(
    r"""^become\ an?\ (?:\w+\ )?(?:member|subscriber|supporter|patron)\b(?!\ of\ (?:the|an?)\b)
    | ^(?:please\ )?(?:support|help\ (?:us|fund)|donate\ to|contribute\ to)
      \ (?:our|us|independent|quality).{0,40}\b(?:journalism|reporting|newsroom)\b
    | ^(?:please\ )?(?:consider\ )?(?:donat|subscrib)(?:e|ing)(?:\ (?:now|today|here))?[.!]?$
    | ^already\ a\ (?:subscriber|member)\b | ^(?:log|sign)\ in\ (?:to|or|here)\b
    | ^this\ article\ is\ (?:only\ |reserved\ )?for\ (?:subscribers|members)\b
    | ^subscribe\ (?:to|now|today|here)\b[^.!?]{0,60}[.!]?$
    | ^subscribe\ (?:to|for)\b.{0,40}\b(?:to\ (?:continue|read)|unlimited)\b"""
)
COPYRIGHT = _pattern(
    r"""^(?:©|\(c\)|copyright)\s*(?:©|\(c\)|\d{4}\b|by\ (?-i:[A-Z])) | ^©.{0,120}$
    | ^alle\ rechte\ vorbehalten
    | ^(?:tous\ droits\ réservés|todos\ los\ derechos\ reservados|все\ права\ защищены
      |جميع\ الحقوق\ محفوظة|כל\ הזכויות\ שמורות)
    | ^the\ original\ source\ of\ this\ article\ is\b
    | ^this\ (?:article|story|piece|post|essay)\ (?:was\ )?
      (?:originally|first)\ (?:appeared|published|ran)\b
    | ^(?:originally|first)\ published\ (?:by|in|on|at)\b
    | ^this\ (?:article|work|story)\ is\ (?:re)?published\ (?:from|under|with)\b"""
)
# At the end of a notice; searched for only where one of the pieces stands.
COPYRIGHT_PIECES = ("rights reserved", "may not be")
COPYRIGHT_ENDING = _pattern(
    r"""\ball\ rights\ reserved\.?$
    | \bmay\ not\ be\ (?:published|reproduced|redistributed)\b.{0,80}
      \b(?:permission|consent|broadcast|rewritten|redistributed)\b.{0,40}$"""
)
DISCLAIMER = _pattern(
    r"""^(?:disclaimer|legal\ notice|haftungsausschluss)\s*[:.]
    | ^(?:the\ )?(?:views|opinions)\ (?:and\ \w+\ )?expressed\ (?:in\ this|here|herein
      | by\ (?:the|our)\ (?:authors?|contributors?|columnists?))\b
    | ^(?:\S+\ ){1,4}contains\ copyrighted\ material\b"""
)
_ADDRESS = r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
CONTACT = _pattern(
    rf"""^for\ (?:all\ )?(?:media|press)\ (?:inquiries|enquiries|requests)\b
    | ^(?:media|press)\ contacts?\s*:
    | ^(?:e-?mail|contact|write\ to|reach)\b[^.!?\n]{{0,60}}\s{_ADDRESS}
    | ^{_ADDRESS}$ | ^(?:https?://|www\.)\S+$
    | ^(?:got|have)\ an?\ (?:news\ |story\ )?tip\b"""
)

PICTURE = (
    r"(?i:photo(?:graph)?s?|images?|pictures?|illustrations?|graphics?|fotos?|bild|video\ still"
    r"|imagen|фото|צילום|تصوير|图|圖)"
)
RELATED = _pattern(
    r"""(?:related|recommended|popular|trending|most\ (?:read|popular|viewed))
      (?:\ (?:articles?|stories|topics|reading|content|posts|news))?\s*:?
    | (?:explore\ )?more\ on\ (?:these\ topics|this\ (?:story|topic)) | mehr\ zum\ thema
    | (?:more|mehr)\ (?:stories|articles|news|(?:from|in|on|aus|von)\ .{1,40})\s*:?
    | (?:read\ (?:more|next|also)|see\ also|you\ may\ also\ like|lesen\ sie\ auch|lire\ aussi
      |à\ lire\ aussi|leggi\ anche|lea\ también|читайте\ также)\s*:?"""
)
_NAME_TO_END = r"(?:[A-ZÀ-Þ]\.[\ -]?){0,3}[A-ZÀ-Þ][^.!?]{1,80}$"  # with initials
CAPTION_LABEL = _pattern(
    rf"""^(?:{PICTURE}|(?i:caption|video|bildunterschrift))
      (?:\ (?i:credits?|captions?|source))?\s*[:|：]\s*\S
    | ^[(\[]\s*(?:{PICTURE}|(?i:caption))(?:\ (?i:credits?|captions?|source))?\s*:[^)\]]+[)\]]\.?$
    | ^(?i:fot\.)\ {_NAME_TO_END}
    | ^(?i:image|media)\ (?i:caption|source)[,:\s]
    | ^{PICTURE}\ (?i:by|credit|courtesy\ of)\s*:?\s*{_NAME_TO_END}
    | ^(?i:featured|cover|header|lead)\ {PICTURE}\s?
      (?i:is\ (?:from|by|courtesy)|by|from|credit|:|via)""",
    re.NOFLAG,
)
PHOTO_CREDIT = _pattern(
    rf"""\b{PICTURE}(?:\ (?i:credit))?(?:\ (?i:by|courtesy\ of)|:)\s*{_NAME_TO_END}
    | (?:/|\bvia\ |\|\ ?|©\ ?){_AGENCY}\s*$
    | \([^()]{{0,60}}(?:/|\bvia\ |\|\ ?|©\ ?){_AGENCY}\)\.?$
    | \({_AGENCY}/[^()]{{1,60}}\)\.?$
    | \((?i:photo|foto|image)s?(?:\ by|:)[^()]{{1,80}}\)\.?$""",
    re.NOFLAG,
)

# A name of at least two words, then what the person is or does.
BIOGRAPHY = _pattern(
    r"""^(?i:(?:about\ the|über\ (?:den|die)|à\ propos\ de(?:\ l['’])?|sobre\ (?:el|la))\ ?
      (?:authors?|writers?|reporters?|autorin(?:nen)?|autor(?:en|a)?|auteure?))\s*(?::|$)
    | ^(?:(?P<name>[A-ZÀ-Þ][\w'’-]+(?:\ [A-ZÀ-Þ][\w.'’-]*){1,4})|The\ (?:author|writer))
    ,?\ (?:is|was|works|has\ been|writes|covers|reports|teaches|blogs)\b""",
    re.NOFLAG,
)
WRITES_FOR_A_LIVING = _pattern(
    r"""\b(?:writer|reporter|journalist|editor|columnist|author|correspondent|contributor
    |commentator|critic|blogger|broadcaster|photographer)\b
    |\b(?:writes|covers|reports|blogs)\ (?:for|on|about)\b"""
)
OUTLET = _pattern(
    r"""(?:(?:The|Der|Die|Das|Le|La|El)\ )?[A-ZÀ-Þ][\w.'’&-]*
    (?:\ (?:[A-ZÀ-Þ][\w.'’&-]*|of|the|and|&|de|for|für|der)){0,5}""",
    re.NOFLAG,
)
