"""Words that hold English sentences together and say nothing of what a paper is about."""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
a an the this that these those such same other others another each every either neither both all any some none no
not nor and or but yet so if unless although though albeit because since as while whilst whereas whether when
whenever where wherever whereby wherein whereof why how however what whatever which whichever who whoever whom whose
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
herself it its itself they them their theirs themselves one oneself ones someone something somewhere somehow
somewhat sometimes anyone anything anywhere anyway everyone everything everywhere nobody nothing nowhere there
here hereby herein hereafter thereby therein thereof therefore thereafter thus hence hereof whence
of in on at by for from to with without within into onto upon up down out off over under above below between among
amongst amid amidst across along alongside around about against after before behind beneath beside besides beyond
despite during except inside outside near like unlike opposite past per plus than through throughout till toward
towards underneath until versus vs via regarding concerning notwithstanding
am is are was were be been being do does did doing done have has had having can could may might must shall should
will would ought cannot let lets need needs get gets got
more most much many few fewer fewest less lesser least little lot lots several enough own only just even also too
very quite rather really almost nearly merely mostly mainly largely else instead ever never always often seldom
again already still now then once twice soon later hitherto perhaps maybe indeed namely notably moreover furthermore
nevertheless nonetheless meanwhile otherwise likewise accordingly consequently subsequently additionally
respectively together altogether further far first second third last next former latter
e.g i.e eg ie etc et al cf don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ain ll ve re
"""

FUNCTION_WORDS: Final = frozenset(_WORDS.split())
"""Folded. Not those that are terms as well, such as `self`."""
