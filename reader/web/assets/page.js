// What the page does beside drawing, which textual.js does: it finds its reader by relative addresses, does what only
// a browser can, and says how to go on when the reader was left.
"use strict";
(() => {
  const element = document.getElementById("terminal");
  const keys = document.getElementById("keys");
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const openWindow = window.open.bind(window);
  const NativeSocket = window.WebSocket;
  let socket = null;
  let ended = null;
  const LONGEST = 300_000; // Characters, of at most three bytes.
  const SETTLED = 5000; // Milliseconds that a page is there at least before it is loaded again by itself.
  const HELD = 500; // Milliseconds that a finger rests until it selects.
  const STILL = 10; // Pixels that it moves at most while it rests.

  // A page that is loaded again goes on where it was, by an id that lives as long as its tab. It is kept only while
  // no page shows it, or a duplicated tab would have the same.
  const isId = (id) => /^[0-9a-f]{32}$/.test(id ?? "");
  const kept = sessionStorage.getItem("tab");
  sessionStorage.removeItem("tab");
  const id = isId(kept)
    ? kept
    : [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  addEventListener("pagehide", () => sessionStorage.setItem("tab", id));

  function send(what, more) {
    socket?.send(JSON.stringify([what, more]));
  }

  const deeds = {
    open(text) {
      if (!/^https?:\/\//.test(text)) return false;
      const opened = openWindow("about:blank", "_blank");
      if (!opened) return false;
      opened.opener = null;
      opened.location.replace(text);
      return true;
    },
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return copiedOldWay(text) || offer(text); // Without https the browser has no other.
      }
    },
    download(text, name) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return true;
    },
  };

  // What no page may copy, its user may.
  function offer(text) {
    const hand = document.getElementById("hand");
    const area = hand.querySelector("textarea");
    area.value = text;
    hand.showModal();
    area.select();
    hand.addEventListener("close", () => document.querySelector(".xterm-helper-textarea")?.focus(), { once: true });
    return false;
  }

  function copiedOldWay(text) {
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.style.cssText = "position: fixed; top: 0; opacity: 0";
    document.body.append(area);
    area.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    } finally {
      area.remove();
      focused?.focus();
    }
  }

  // What the reader tells of itself, so that the page does as a terminal does.
  const changes = {
    typing(text) {
      const isTyping = text !== "";
      if (isTyping) wasWanted = isWanted();
      useKeyboard(isTyping || wasWanted);
    },
    keys(text) {
      for (const [key, [name, code]] of Object.entries(JSON.parse(text))) {
        codes[key] = code;
        keys.querySelector(`[data-key="${key}"]`).textContent = name;
      }
    },
    colours(text) {
      if (!/^#[0-9a-f]{6} #[0-9a-f]{6}$/i.test(text)) return surround("", "");
      surround(...text.split(" "));
    },
  };
  function surround(ink, paper) {
    const mixed = (share) => (ink ? `color-mix(in srgb, ${ink} ${share}%, ${paper})` : "");
    const colours = { ink, paper, muted: mixed(65), line: mixed(20) };
    for (const [name, colour] of Object.entries(colours)) document.documentElement.style.setProperty(`--${name}`, colour);
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => send("dark", dark.matches));

  async function hear(event) {
    if (typeof event.data !== "string") return;
    const [what, more] = JSON.parse(event.data);
    if (what === "ended") ended = more;
    if (what === "told") changes[more.do]?.(more.text);
    if (what === "asked") {
      let done = false;
      try {
        done = (await deeds[more.do]?.(more.text, more.name)) === true;
      } catch (error) {
        console.warn(error);
      }
      send("answer", { id: more.id, done });
    }
  }

  // A tablet that wakes up has lost its line, and the reader is there: the page goes on by itself. Where nobody answers
  // it looks again, ever less often; where another server does, there is nothing to wait for.
  const PAUSES = [1, 2, 4, 8, 16, 30]; // Seconds.
  const end = document.getElementById("end");
  const button = document.getElementById("again");
  let wasOpen = false;
  let turn = 0;
  let pause = null;
  async function answered() {
    try {
      return (await fetch(location.href, { method: "HEAD", signal: AbortSignal.timeout(10_000) })).status;
    } catch {
      return 0;
    }
  }
  async function goOn(tries = 0) {
    clearTimeout(pause);
    const mine = ++turn;
    const status = await answered();
    if (mine !== turn) return;
    if (status === 200 || status === 403) location.reload(); // Another server says there what to open.
    else {
      end.dataset.tried = tries > 0;
      pause = setTimeout(goOn, PAUSES[Math.min(tries, PAUSES.length - 1)] * 1000, tries + 1);
    }
  }

  function finish() {
    surround("", "");
    document.title = "Daily Papers";
    if (ended === null) {
      end.dataset.why = "lost";
      button.textContent = "Try again";
      const soon = () => document.visibilityState === "visible" && goOn();
      addEventListener("visibilitychange", soon);
      addEventListener("online", soon);
      // Not again and again where a page is given out and its reader is not.
      if (wasOpen) setTimeout(goOn, Math.max(0, SETTLED - performance.now()));
    } else {
      end.dataset.why = ended.left ? "left" : "refused";
      document.getElementById("end-why").textContent = ended.why;
    }
    for (const part of [element, keys]) part.inert = true;
    end.hidden = false;
    button.focus();
  }

  button.addEventListener("click", () => goOn(1));

  window.WebSocket = class extends NativeSocket {
    constructor(address) {
      super(`${address}&dark=${dark.matches ? 1 : 0}`);
      socket = this;
      this.addEventListener("message", hear);
      this.addEventListener("close", finish);
      this.addEventListener("open", () => {
        wasOpen = true;
        document.querySelector(".xterm-helper-textarea")?.focus();
        useKeyboard(false);
      });
    }
    send(data) {
      // Before, and after, it would throw; and what is longer than the server reads, such as a whole book that is
      // pasted, would end the talk.
      if (this.readyState === NativeSocket.OPEN && data.length < LONGEST) super.send(data);
    }
  };
  window.open = () => null; // Links are opened by the reader, which knows where they lead.

  // A finger moves the list as a wheel does, and brings up no keyboard unless that is asked for. One that rests before
  // it moves selects text as a mouse does, which the browser itself cannot: rows are drawn anew under it.
  let finger = null; // Where it was when the wheel turned last.
  let began = null; // Where it came down.
  let held = null;
  let selects = false;
  function turnInto(Kind, what, touch, more) {
    const { clientX, clientY } = touch;
    const event = new Kind(what, { clientX, clientY, bubbles: true, cancelable: true, ...more });
    document.querySelector(".xterm-screen")?.dispatchEvent(event);
  }
  function hold(touch) {
    selects = true;
    turnInto(MouseEvent, "mousedown", touch, { buttons: 1 });
  }
  function scroll(touch) {
    const step = 2.7 * Number(element.dataset.fontSize); // The reader goes on by some lines at each turn of a wheel.
    for (; Math.abs(finger - touch.clientY) >= step; finger -= Math.sign(finger - touch.clientY) * step) {
      const deltaY = Math.sign(finger - touch.clientY);
      turnInto(WheelEvent, "wheel", touch, { deltaMode: WheelEvent.DOM_DELTA_LINE, deltaY });
    }
  }
  function letGo(event) {
    clearTimeout(held);
    finger = null;
    if (!selects) return;
    selects = false;
    event.preventDefault(); // Or it would be a click, too, which unselects.
    turnInto(MouseEvent, "mouseup", event.changedTouches[0]);
  }
  element.addEventListener("touchstart", ({ touches }) => {
    clearTimeout(held);
    [began] = touches;
    finger = touches.length === 1 ? began.clientY : null;
    if (finger !== null) held = setTimeout(hold, HELD, began);
  });
  element.addEventListener("touchmove", ({ touches: [touch] }) => {
    if (selects) return turnInto(MouseEvent, "mousemove", touch, { buttons: 1 });
    if (Math.hypot(touch.clientX - began.clientX, touch.clientY - began.clientY) > STILL) clearTimeout(held);
    if (finger !== null) scroll(touch);
  });
  for (const what of ["touchend", "touchcancel"]) element.addEventListener(what, letGo);
  element.addEventListener("contextmenu", (event) => finger !== null && event.preventDefault());
  const keyboard = document.getElementById("keyboard");
  const isWanted = () => keyboard.getAttribute("aria-pressed") === "true";
  let wasWanted = false; // Before the reader had a text typed.
  function useKeyboard(isOn) {
    const area = document.querySelector(".xterm-helper-textarea");
    if (!area || !matchMedia("(pointer: coarse)").matches) return;
    const mode = isOn ? "text" : "none";
    keyboard.setAttribute("aria-pressed", isOn);
    if (area.inputMode === mode) return;
    area.inputMode = mode;
    // The tap has given the focus. On iOS that is what lets the keyboard come by another mode; a focus that no tap
    // gives would not. Others look at the mode only when the focus comes.
    if (CSS.supports("-webkit-touch-callout", "none")) return area.focus();
    area.blur();
    area.focus();
  }
  // The keys that fingers do not have, unless the user has others; all else is there to be tapped.
  const codes = { escape: "\x1b", tab: "\t", enter: "\r", up: "\x1b[A", down: "\x1b[B", right: "\x1b[C", left: "\x1b[D" };
  const press = ({ target: { dataset } }) => dataset.key in codes && send("stdin", codes[dataset.key]);
  keys.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // The terminal keeps the focus.
    press(event); // No click comes of a finger that stops what glides on.
  });
  keys.addEventListener("mousedown", (event) => event.preventDefault());
  keys.addEventListener("click", (event) => event.detail === 0 && press(event)); // By other ways than a pointer.
  keyboard.addEventListener("click", () => useKeyboard(!isWanted()));

  const address = new URL(`talk/${encodeURIComponent(token)}/${id}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  element.dataset.sessionWebsocketUrl = address.href;
  const isSmall = innerWidth < 600 || (matchMedia("(pointer: coarse)").matches && innerHeight < 500);
  element.dataset.fontSize = isSmall ? "13" : "16"; // Of a phone in landscape a keyboard leaves ten lines.

  // The terminal measures its letters once, so they must be there before.
  const begin = window.onload;
  window.onload = async (event) => {
    const faces = ["", "bold ", "italic "].map((style) => document.fonts.load(`${style}16px "Roboto Mono"`, "A─"));
    await Promise.race([Promise.allSettled(faces), new Promise((resolve) => setTimeout(resolve, 2000))]);
    begin.call(window, event);
  };
})();
