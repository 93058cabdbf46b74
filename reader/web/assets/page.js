// What the page does beside drawing, which textual.js does: it finds its reader by relative addresses, does what only
// a browser can, and says how to go on when the reader was left.
"use strict";
(() => {
  const element = document.getElementById("terminal");
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const openWindow = window.open.bind(window);
  const NativeSocket = window.WebSocket;
  let socket = null;
  let ended = null;
  const LONGEST = 300_000; // Characters, of at most three bytes.
  const SETTLED = 5000; // Milliseconds after which a page counts as one that worked.

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

  async function hear(event) {
    if (typeof event.data !== "string") return;
    const [what, more] = JSON.parse(event.data);
    if (what === "ended") ended = more;
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

  // A tablet that wakes up has lost its line, and the reader is there.
  async function isThere() {
    try {
      return (await fetch(location.href, { method: "HEAD" })).ok;
    } catch {
      return false;
    }
  }
  async function comeBack() {
    if (socket?.readyState !== NativeSocket.OPEN && ended === null && document.visibilityState === "visible" && (await isThere()))
      location.reload();
  }

  async function end() {
    if (ended === null && performance.now() > SETTLED) await comeBack(); // Not at once, again and again.
    document.title = "Daily Papers";
    const title = document.getElementById("end-title");
    const words = document.getElementById("end-why");
    if (ended === null) {
      title.textContent = "The reader cannot be reached";
      addEventListener("visibilitychange", comeBack);
      addEventListener("online", comeBack);
    } else {
      if (!ended.left) title.textContent = "The reader is not open here";
      words.textContent = ended.why;
    }
    document.getElementById("end").hidden = false;
    document.getElementById("again").focus();
  }

  document.getElementById("again").addEventListener("click", () => location.reload());

  window.WebSocket = class extends NativeSocket {
    constructor(address) {
      const dark = matchMedia("(prefers-color-scheme: dark)").matches ? 1 : 0;
      super(`${address}&dark=${dark}`);
      socket = this;
      this.addEventListener("message", hear);
      this.addEventListener("close", end);
      this.addEventListener("open", () => {
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

  // A finger moves the list as a wheel does, and brings up no keyboard unless that is asked for.
  let finger = null;
  addEventListener("touchstart", (event) => {
    finger = event.touches.length === 1 ? event.touches[0].clientY : null;
  });
  addEventListener("touchmove", (event) => {
    const screen = document.querySelector(".xterm-screen");
    if (finger === null || !screen) return;
    const { clientX, clientY } = event.touches[0];
    const step = 2.7 * Number(element.dataset.fontSize); // The reader goes on by some lines at each turn of a wheel.
    const how = { clientX, clientY, deltaMode: WheelEvent.DOM_DELTA_LINE, bubbles: true, cancelable: true };
    for (; Math.abs(finger - clientY) >= step; finger -= Math.sign(finger - clientY) * step)
      screen.dispatchEvent(new WheelEvent("wheel", { ...how, deltaY: Math.sign(finger - clientY) }));
  });
  const keyboard = document.getElementById("keyboard");
  function useKeyboard(isWanted) {
    const area = document.querySelector(".xterm-helper-textarea");
    if (!area || !matchMedia("(pointer: coarse)").matches) return;
    area.inputMode = isWanted ? "text" : "none";
    area.blur();
    area.focus();
    keyboard.setAttribute("aria-pressed", isWanted);
  }
  // The keys that fingers do not have; all else is there to be tapped.
  const codes = { Escape: "\x1b", Enter: "\r", Up: "\x1b[A", Down: "\x1b[B", Right: "\x1b[C", Left: "\x1b[D" };
  const keys = document.getElementById("keys");
  const press = (event) => event.target.dataset.key in codes && send("stdin", codes[event.target.dataset.key]);
  keys.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // The terminal keeps the focus.
    press(event); // No click comes of a finger that stops what glides on.
  });
  keys.addEventListener("mousedown", (event) => event.preventDefault());
  keys.addEventListener("click", (event) => event.detail === 0 && press(event)); // By other ways than a pointer.
  keyboard.addEventListener("click", () => useKeyboard(keyboard.getAttribute("aria-pressed") !== "true"));

  const address = new URL(`talk/${encodeURIComponent(token)}/${id}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  element.dataset.sessionWebsocketUrl = address.href;
  element.dataset.fontSize = innerWidth < 600 ? "13" : "16";

  // The terminal measures its letters once, so they must be there before.
  const begin = window.onload;
  window.onload = async (event) => {
    const faces = ["", "bold ", "italic "].map((style) => document.fonts.load(`${style}16px "Roboto Mono"`, "A─"));
    await Promise.race([Promise.allSettled(faces), new Promise((resolve) => setTimeout(resolve, 2000))]);
    begin.call(window, event);
  };
})();
