// The page's own script. All that comes from the data is set as text, never as markup.
"use strict";
(() => {
  const { actors, ties, statements, documents } = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const svg = at("canvas").querySelector("svg");

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text !== null) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const unique = (values) => [...new Set(values)].sort();

  // ---- what of the picture stands for what

  const drawn = { nodes: [], ties: ties.map(() => []) };
  const places = { node: new Map(actors.map((a, i) => [a.id, i])), tie: new Map(ties.map((t, i) => [t.id, i])) };
  for (const group of svg.querySelectorAll("g.node")) drawn.nodes[places.node.get(group.id)] = group;
  for (const group of svg.querySelectorAll("g.edge, g.label")) {
    drawn.ties[places.tie.get(group.dataset.edge ?? group.id)].push(group);
    const line = group.querySelector("path.line");
    if (line) {
      const hit = line.cloneNode();
      hit.setAttribute("class", "hit");
      group.append(hit);
    }
  }

  // ---- filters

  const form = at("filters");
  const options = (id, values) => {
    for (const value of values) at(id).append(make("option", value, { value }));
    at(id).closest("label").hidden = values.length < 2;
  };
  const kind = (s) => (s.polarity === "negated" ? "negated" : s.modality);
  const relations = unique(statements.map((s) => s.relation));
  options("relation", relations);
  options("publisher", unique(documents.map((d) => d.publisher).filter(Boolean)));
  options("speaker", unique(statements.flatMap((s) => s.speakers)));
  for (const [i, actor] of actors.entries()) at("actor").append(make("option", actor.name, { value: i }));
  for (const name of unique(statements.map(kind))) {
    const label = make("label", null);
    label.append(make("input", null, { type: "checkbox", name: "kind", value: name, checked: "" }), ` ${name}`);
    at("kinds").append(label);
  }
  // the days of what is dated, in their order: the stops of the two sliders
  const begins = (s) => s.start ?? s.end;
  const days = unique(statements.flatMap((s) => [s.start, s.end]).filter(Boolean));
  for (const id of ["since", "until"]) at(id).max = Math.max(days.length - 1, 0);
  const all = () => {
    at("since").value = 0;
    at("until").value = days.length - 1;
  };
  all();
  at("time").hidden = days.length < 2;

  const wanted = () => {
    const [a, b] = [Number(at("since").value), Number(at("until").value)];
    const [since, until] = [days[Math.min(a, b)], days[Math.max(a, b)]];
    at("span").textContent = days.length ? `${since} to ${until}` : "";
    return {
      words: at("search").value.trim().toLowerCase(),
      actor: at("actor").value,
      relation: at("relation").value,
      publisher: at("publisher").value,
      speaker: at("speaker").value,
      kinds: new Set([...form.querySelectorAll("input[name=kind]:checked")].map((box) => box.value)),
      // everything, also what has no date, unless a slider was moved
      time: Math.abs(a - b) >= days.length - 1 ? null : [since, until],
    };
  };
  const passes = (s, w) =>
    w.kinds.has(kind(s)) &&
    (!w.relation || s.relation === w.relation) &&
    (!w.publisher || documents[s.document].publisher === w.publisher) &&
    (!w.speaker || s.speakers.includes(w.speaker)) &&
    (!w.time || (begins(s) && (s.end === null || s.end >= w.time[0]) && (s.start === null || s.start <= w.time[1])));
  const holds = (text, words) => text.toLowerCase().includes(words);
  const named = (i, w) => w.words && holds(actors[i].name, w.words);

  let shown = [];
  let chosen = null;

  const apply = () => {
    const w = wanted();
    shown = ties.map((tie) => {
      const ends = [tie.source, tie.target];
      if (w.actor && !ends.includes(Number(w.actor))) return [];
      const left = tie.statements.filter((i) => passes(statements[i], w));
      if (!w.words || ends.some((end) => named(end, w)) || holds(tie.head, w.words)) return left;
      return left.filter((i) => holds(statements[i].quote, w.words));
    });
    const near = new Set();
    ties.forEach((tie, i) => {
      const away = shown[i].length === 0;
      for (const group of drawn.ties[i]) group.classList.toggle("away", away);
      at("ties").children[i].hidden = away;
      if (!away) near.add(tie.source).add(tie.target);
    });
    drawn.nodes.forEach((group, i) => {
      group.classList.toggle("dim", ties.length > 0 && !near.has(i));
      group.classList.toggle("found", Boolean(named(i, w)));
    });
    const told = new Set(shown.flat()).size;
    const left = shown.filter((some) => some.length).length;
    at("status").textContent =
      `${left} of ${count(ties.length, "line")} shown, with ${told} of ${count(statements.length, "statement")}`;
    evidence();
  };

  // ---- the sentences behind a tie

  const link = (text, url) =>
    /^https?:\/\//i.test(url ?? "") ? make("a", text, { href: url, rel: "noopener noreferrer", dir: "auto" }) : make("span", text, { dir: "auto" });
  const article = (s) => {
    const source = documents[s.document];
    const block = make("article", null);
    block.append(make("strong", [kind(s) === "actual" ? "" : `${kind(s)}:`, s.words].join(" ").trim(), { dir: "auto" }));
    const facts = [s.relation, s.when, s.contested ? "contested" : ""].filter((fact) => fact && fact !== s.words);
    block.append(make("div", facts.join(" · "), { class: "faint", dir: "auto" }));
    if (s.quote) block.append(make("blockquote", s.quote, { dir: "auto" }));
    if (s.speakers.length) block.append(make("div", `said by ${s.speakers.join(", through ")}`, { dir: "auto" }));
    const line = make("div", null, { class: "faint" });
    line.append(link(source.title || source.id, s.url ?? source.url));
    if (source.publisher) line.append(", ", make("span", source.publisher, { dir: "auto" }));
    if (s.published) line.append(`, published ${s.published}`);
    block.append(line);
    return block;
  };
  const heading = (tie) => `${actors[tie.source].name} ${tie.symmetric ? "↔" : "→"} ${actors[tie.target].name}`;
  const evidence = () => {
    const panel = at("evidence");
    panel.hidden = chosen === null;
    ties.forEach((_, i) => {
      for (const group of drawn.ties[i]) group.classList.toggle("chosen", i === chosen);
      at("ties").children[i].firstChild.setAttribute("aria-pressed", i === chosen);
    });
    if (chosen === null) return;
    const tie = ties[chosen];
    const close = make("button", "Close", { type: "button" });
    close.addEventListener("click", () => choose(null));
    panel.replaceChildren(make("h2", heading(tie), { dir: "auto" }));
    panel.append(...shown[chosen].map((i) => article(statements[i])));
    if (!shown[chosen].length) panel.append(make("p", "The filters leave none of its statements."));
    panel.append(close);
  };
  const choose = (i) => {
    const before = chosen;
    chosen = i;
    evidence();
    history.replaceState(null, "", i === null ? "#" : `#${ties[i].id}`);
    if (i === null) at("ties").children[before]?.firstChild.focus();
    else at("evidence").focus();
  };
  ties.forEach((tie, i) => {
    const button = make("button", `${heading(tie)}: ${[tie.head, ...tie.notes].join("; ")}`, { type: "button", dir: "auto" });
    button.addEventListener("click", () => choose(i));
    const item = make("li", null);
    item.append(button);
    at("ties").append(item);
  });

  // ---- pan and zoom, by the view box

  const whole = svg.viewBox.baseVal;
  const home = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...home };
  const look = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  const zoom = (factor, x = view.x + view.width / 2, y = view.y + view.height / 2) => {
    const f = Math.min(Math.max(factor, home.width / 40 / view.width), (home.width * 4) / view.width);
    view = { x: x - (x - view.x) * f, y: y - (y - view.y) * f, width: view.width * f, height: view.height * f };
    look();
  };
  const pan = (x, y) => {
    view.x += x;
    view.y += y;
    look();
  };
  const fit = () => {
    view = { ...home };
    look();
  };
  const center = (group) => {
    const box = group.getBBox();
    const shift = svg.querySelector("g.graph").transform.baseVal.consolidate().matrix;
    view.width = Math.min(view.width, home.width / 2);
    view.height = Math.min(view.height, home.height / 2);
    view.x = box.x + box.width / 2 + shift.e - view.width / 2;
    view.y = box.y + box.height / 2 + shift.f - view.height / 2;
    look();
  };
  const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

  let held = null;
  let moved = false;
  const canvas = at("canvas");
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { x, y } = point(event);
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, x, y);
  }, { passive: false });
  canvas.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY };
    moved = false;
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!moved && Math.hypot(x, y) < 4) return;
    moved = true;
    const scale = svg.getScreenCTM().a;
    pan(-x / scale, -y / scale);
    held = { x: event.clientX, y: event.clientY };
  });
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => (held = null));
  canvas.addEventListener("click", (event) => {
    if (moved) return;
    const group = event.target.closest("g.edge, g.label, g.node");
    if (!group) return;
    if (!group.classList.contains("node")) return choose(places.tie.get(group.dataset.edge ?? group.id));
    const place = String(places.node.get(group.id));
    at("actor").value = at("actor").value === place ? "" : place;
    apply();
  });
  canvas.addEventListener("keydown", (event) => {
    const step = view.width / 10;
    const keys = {
      ArrowLeft: () => pan(-step, 0), ArrowRight: () => pan(step, 0), ArrowUp: () => pan(0, -step), ArrowDown: () => pan(0, step),
      "+": () => zoom(1 / 1.3), "=": () => zoom(1 / 1.3), "-": () => zoom(1.3), 0: fit,
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  at("in").addEventListener("click", () => zoom(1 / 1.3));
  at("out").addEventListener("click", () => zoom(1.3));
  at("fit").addEventListener("click", fit);

  // ---- all together

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen !== null) choose(null);
  });
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(() => {
    all();
    fit();
    apply();
  }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const w = wanted();
    const first = actors.findIndex((_, i) => named(i, w));
    if (first >= 0) center(drawn.nodes[first]);
  });
  apply();
  const linked = places.tie.get(location.hash.slice(1));
  if (linked !== undefined) choose(linked);
})();
