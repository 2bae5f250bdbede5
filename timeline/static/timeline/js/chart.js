// The chart under keyboard and pointer. Everything here is an addition: without it every mark is
// still a link with a full name, and every year of the histogram a link that sets the range.
"use strict";
(() => {
  const GAP = 6; // pixels between a lane and the words of its mark
  const PATIENCE = 150; // milliseconds that the words stay when the pointer has left the mark

  // --- which marks there are, in order of time ---------------------------------------------------

  const chart = () => document.querySelector("#chart .chart-frame");
  const markOf = (node) => node instanceof Element && node.closest("#chart a.mark");
  const isShown = (node) => !node.closest("details:not([open])");
  const all = (root) => [...root.querySelectorAll("a.mark")];

  function time(mark) {
    const use = mark.querySelector("use");
    return parseFloat(use.getAttribute("x")) + parseFloat(use.getAttribute("width") || 0) / 2;
  }

  function inOrder(root) {
    return all(root).filter(isShown).sort((one, other) => time(one) - time(other));
  }

  // --- one tab stop, walked by the arrow keys ----------------------------------------------------

  function setStop(mark) {
    for (const other of all(chart())) other.tabIndex = other === mark ? 0 : -1;
  }

  function prepare() {
    const frame = chart();
    if (!frame || frame.dataset.walked) return;
    const marks = inOrder(frame);
    if (!marks.length) return;
    frame.dataset.walked = "yes";
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Marks in order of time; the arrow keys lead from one to the next");
    setStop(marks[0]);
  }

  function neighbour(mark, key) {
    const frame = chart();
    if (key === "ArrowUp" || key === "ArrowDown") {
      const lanes = [...frame.querySelectorAll(".lane")].filter((lane) => isShown(lane) && all(lane).length);
      const lane = lanes[lanes.indexOf(mark.closest(".lane")) + (key === "ArrowUp" ? -1 : 1)];
      const away = (other) => Math.abs(time(other) - time(mark));
      return lane && all(lane).reduce((best, other) => (away(other) < away(best) ? other : best));
    }
    const marks = inOrder(frame);
    const place = marks.indexOf(mark);
    return { ArrowLeft: marks[place - 1], ArrowRight: marks[place + 1], Home: marks[0], End: marks.at(-1) }[key];
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hide();
      drop();
      return;
    }
    const mark = markOf(event.target);
    if (!mark || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const next = neighbour(mark, event.key);
    if (next) next.focus();
  });

  // --- the words of a mark -----------------------------------------------------------------------

  let words = null;
  let shown = null;
  let leaving = 0;

  function line(tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  }

  function show(mark) {
    clearTimeout(leaving);
    if (shown === mark) return;
    hide();
    const frame = chart();
    const stance = mark.getAttribute("class").replace(/\bis-\S+|\bmark\b/g, "").trim();
    words = line("div", "mark-words", "");
    words.setAttribute("aria-hidden", "true"); // the name of the mark says the same
    mark.getAttribute("aria-label").split("\n").forEach((text, place) => {
      if (text.startsWith("“")) words.append(line("p", "serif", text));
      else words.append(line("p", place ? `reading ${stance}` : "who", text));
    });
    frame.append(words);
    put(mark, frame);
    mark.classList.add("is-current");
    shown = mark;
  }

  // Below the lane, so that no mark beside this one is covered; above it where there is no room.
  function put(mark, frame) {
    const from = frame.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    const lane = mark.closest("svg").getBoundingClientRect();
    const below = lane.bottom + GAP;
    const fits = below + words.offsetHeight < window.innerHeight || lane.top - GAP < words.offsetHeight;
    const left = at.left + at.width / 2 - from.left - words.offsetWidth / 2;
    words.style.left = `${Math.max(0, Math.min(left, from.width - words.offsetWidth))}px`;
    words.style.top = `${(fits ? below : at.top - GAP - words.offsetHeight) - from.top}px`;
  }

  function hide() {
    clearTimeout(leaving);
    if (words) words.remove();
    if (shown) shown.classList.remove("is-current");
    words = shown = null;
  }

  document.addEventListener("focusin", (event) => {
    const mark = markOf(event.target);
    if (!mark) return;
    setStop(mark);
    show(mark);
  });

  document.addEventListener("focusout", (event) => {
    if (markOf(event.target)) hide();
  });

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || dragged) return;
    const mark = markOf(event.target);
    if (mark) show(mark);
    else if (words && words.contains(event.target)) clearTimeout(leaving);
  });

  document.addEventListener("pointerout", (event) => {
    if (!shown || shown === document.activeElement) return;
    if (markOf(event.target) || words.contains(event.target)) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, PATIENCE);
    }
  });

  // --- dragging over years sets the range --------------------------------------------------------

  let dragged = null; // {years, from, to}: `years` tells the years under a pointer

  function histogramYears(list) {
    const items = [...list.querySelectorAll("[data-first]")];
    return (x, y) => {
      const away = (item) => {
        const box = item.getBoundingClientRect();
        return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
      };
      const nearest = items.reduce((best, item) => (away(item) < away(best) ? item : best));
      return [Number(nearest.dataset.first), Number(nearest.dataset.last)];
    };
  }

  function axisYears(svg) {
    const frame = chart();
    const [first, last] = [Number(frame.dataset.first), Number(frame.dataset.last)];
    return (x) => {
      const box = svg.getBoundingClientRect();
      const part = Math.min(Math.max((x - box.left) / box.width, 0), 0.9999);
      const year = first + Math.floor(part * (last - first + 1));
      return [year, year];
    };
  }

  function colour() {
    for (const item of document.querySelectorAll("#chart .histogram [data-first]")) {
      const inside = dragged && Number(item.dataset.last) >= dragged.from && Number(item.dataset.first) <= dragged.to;
      item.classList.toggle("is-dragged", Boolean(inside));
    }
  }

  function drop() {
    dragged = null;
    colour();
  }

  document.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button || !(event.target instanceof Element)) return;
    const list = event.target.closest("#chart .histogram");
    const axis = event.target.closest("#chart .chart-axis");
    if (!list && !axis) return;
    const years = list ? histogramYears(list) : axisYears(axis.querySelector(".years"));
    const start = years(event.clientX, event.clientY);
    dragged = { years, start, from: start[0], to: start[1], moved: false };
    if (axis) event.preventDefault(); // no selecting of text
  });

  document.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const [first, last] = dragged.years(event.clientX, event.clientY);
    dragged.from = Math.min(first, dragged.start[0]);
    dragged.to = Math.max(last, dragged.start[1]);
    dragged.moved = dragged.moved || first !== dragged.start[0];
    if (dragged.moved) colour();
  });

  document.addEventListener("pointerup", () => {
    if (!dragged) return;
    const { from, to, moved } = dragged;
    drop();
    if (!moved) return;
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
    setRange(from, to);
  });

  document.addEventListener("dragstart", (event) => {
    if (event.target instanceof Element && event.target.closest("#chart .histogram")) event.preventDefault();
  });

  function swallow(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  function setRange(from, to) {
    const form = document.querySelector("#filters form");
    if (!form) return;
    form.elements.from.value = from;
    form.elements.to.value = to;
    form.requestSubmit();
  }

  // --- htmx puts a new chart in the place of the old one -----------------------------------------

  let wasInChart = false;

  document.addEventListener("htmx:beforeSwap", () => {
    wasInChart = Boolean(markOf(document.activeElement));
    hide();
    dragged = null;
  });

  document.addEventListener("htmx:load", () => {
    prepare();
    const frame = chart();
    if (wasInChart && frame && document.activeElement === document.body) {
      const first = inOrder(frame)[0];
      if (first) first.focus();
    }
    wasInChart = false;
  });

  prepare();
})();
