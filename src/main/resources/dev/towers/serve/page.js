// Asks the server that gave this page, by the same calls that any program makes.
"use strict";

const SHOWN = 5;
const SMALL = 96; // pixels: such pictures are shown with sharp edges, as the model sees them
const AT_ONCE = 4;

const $ = (id) => document.getElementById(id);
let model;

async function start() {
  try {
    model = await (await fetch("model.json")).json();
  } catch {
    $("facts").textContent = "The server does not answer any more. Start it again and load this page anew.";
    return;
  }
  const base = new URL(`/v1/models/${encodeURIComponent(model.name)}`, location.href).href;
  model.url = `${base}:predict`;
  document.title = `${model.name} · Towers`;
  $("name").textContent = model.name;
  const fits = {
    stretch: "stretched to that size",
    crop: "cropped to that size",
    pad: "padded to that size",
  };
  fill($("facts"), [
    `version ${model.version}`,
    `${number(model.class_names.length)} classes`,
    `looks at ${model.width}\u00a0×\u00a0${model.height} pixels${model.channels === 1 ? " in gray" : ""}`,
    `pictures are ${fits[model.fit] ?? model.fit}`,
  ], "span");
  $("class-count").textContent = number(model.class_names.length);
  fill($("classes"), model.class_names, "li");
  $("curl").textContent =
    `{ printf '{"signature_name": "serving_files",\n`
    + `    "instances": [{"image_bytes": {"b64": "'\n`
    + `  base64 < picture.jpg | tr -d '\\n'\n`
    + `  printf '"}}]}'; } |\n`
    + `curl -H 'Content-Type: application/json' -d @- \\\n`
    + `'${model.url.replaceAll("'", "%27")}'`;
  $("status-link").href = base;
  $("metadata-link").href = `${base}/metadata`;
  listen();
}

function listen() {
  const drop = $("drop");
  $("files").addEventListener("change", (event) => {
    take(event.target.files);
    event.target.value = ""; // the same file may be chosen again
  });
  let inside = 0;
  addEventListener("dragenter", (event) => {
    event.preventDefault();
    inside++;
    drop.classList.add("over");
  });
  addEventListener("dragleave", () => {
    inside = Math.max(0, inside - 1);
    drop.classList.toggle("over", inside > 0);
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    inside = 0;
    drop.classList.remove("over");
    take(event.dataTransfer.files);
  });
  addEventListener("paste", (event) => take(event.clipboardData.files));
  $("clear").addEventListener("click", clear);
  $("copy").addEventListener("click", copy);
}

// Pictures are shown at once, newest first, and asked about a few at a time.
const queue = [];
let asking = 0;

function take(files) {
  const shown = [...files].map((file) => ({ file, card: show(file) }));
  if (!shown.length) {
    return;
  }
  $("results").prepend(...shown.map(({ card }) => card));
  $("empty").hidden = true;
  $("clear").hidden = false;
  queue.push(...shown);
  next();
}

function next() {
  while (asking < AT_ONCE && queue.length) {
    const { file, card } = queue.shift();
    asking++;
    ask(file)
      .then((answer) => tell(card, file, answer))
      .catch((problem) => refuse(card, file, problem.message))
      .finally(() => {
        asking--;
        next();
      });
  }
}

async function ask(file) {
  const body = JSON.stringify({
    signature_name: "serving_files",
    instances: [{ image_bytes: { b64: await base64(file) } }],
  });
  if (body.length > model.most_body_bytes) {
    throw new Error(`This file is too large: ${size(file.size)}, where ${size(model.most_body_bytes * 0.74)} is the most. Make it smaller.`);
  }
  let response;
  try {
    response = await fetch(model.url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
  } catch {
    throw new Error("The server does not answer. See whether it still runs.");
  }
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(plain(answer.error, response.status));
  }
  return answer.predictions[0];
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(new Error("This browser cannot read the file. Is it a folder?"));
    reader.readAsDataURL(file);
  });
}

// The server's words are for programs; these are for people.
function plain(error, status) {
  if (status === 503 || status === 429) {
    return "The server has too much to do just now. Try again in a moment.";
  }
  const found = /found (.+?)(; .*)?$/.exec(error);
  if (/PNG, JPEG, GIF or BMP/.test(error) && found) {
    return `This is no picture that the model can read: ${found[1]}. It takes PNG, JPEG, GIF and BMP files.`;
  }
  if (/pixels/.test(error) && found) {
    return `This picture is too large: ${found[1].replace(" x ", " × ")} pixels. Make it smaller.`;
  }
  return `The server refuses this picture: ${error}`;
}

function show(file) {
  const card = $("result").content.firstElementChild.cloneNode(true);
  card.classList.add("waiting");
  card.querySelector(".file").textContent = file.name;
  card.querySelector(".verdict").textContent = "Asking the model …";
  const image = card.querySelector("img");
  image.alt = `Your picture ${file.name}`;
  image.onload = () => image.classList.toggle("small", Math.max(image.naturalWidth, image.naturalHeight) <= SMALL);
  image.onerror = () => image.replaceWith(noPicture());
  image.src = URL.createObjectURL(file);
  return card;
}

function tell(card, file, answer) {
  const ranked = answer.probabilities
    .map((probability, label) => ({ probability, name: answer.class_names[label] }))
    .sort((one, other) => other.probability - one.probability);
  const best = ranked[0];
  card.classList.remove("waiting");
  const verdict = card.querySelector(".verdict");
  verdict.textContent = best.name;
  const sure = document.createElement("span");
  sure.className = "sure";
  sure.textContent = percent(best.probability);
  verdict.append(sure);
  const bars = card.querySelector(".bars");
  bars.setAttribute("aria-label", `The most likely classes of ${file.name}`);
  bars.append(...ranked.slice(0, SHOWN).map(bar));
  const rest = card.querySelector(".rest");
  if (ranked.length > SHOWN) {
    rest.hidden = false;
    rest.textContent = `Show all ${number(ranked.length)}`;
    rest.addEventListener("click", () => {
      const open = rest.getAttribute("aria-expanded") === "true";
      rest.setAttribute("aria-expanded", String(!open));
      rest.textContent = open ? `Show all ${number(ranked.length)}` : `Show the first ${SHOWN}`;
      bars.replaceChildren(...ranked.slice(0, open ? SHOWN : ranked.length).map(bar));
    });
  }
  say(`${file.name}: ${best.name}, ${percent(best.probability)}`);
}

function bar({ name, probability }) {
  const item = document.createElement("li");
  item.className = "bar";
  const label = document.createElement("span");
  label.textContent = name;
  const track = document.createElement("span");
  track.className = "track";
  track.setAttribute("aria-hidden", "true");
  // A width as an attribute of SVG, for the page's own policy allows no style on an element.
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  rect.setAttribute("width", `${probability * 100}%`);
  rect.setAttribute("height", "100%");
  svg.append(rect);
  track.append(svg);
  const figure = document.createElement("span");
  figure.className = "percent";
  figure.textContent = percent(probability);
  item.append(label, track, figure);
  return item;
}

function refuse(card, file, problem) {
  card.classList.replace("waiting", "bad");
  card.querySelector(".verdict").textContent = problem;
  say(`${file.name}: ${problem}`);
}

function noPicture() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("class", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "There is no picture to show");
  for (const way of ["M12 6h16l8 8v28H12z", "M19 24l10 10M29 24L19 34"]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", way);
    svg.append(path);
  }
  return svg;
}

function clear() {
  queue.length = 0;
  for (const image of document.querySelectorAll(".picture img")) {
    URL.revokeObjectURL(image.src);
  }
  $("results").replaceChildren();
  $("empty").hidden = false;
  $("clear").hidden = true;
  $("files").focus();
}

async function copy() {
  const command = $("curl");
  const button = $("copy");
  try {
    await navigator.clipboard.writeText(command.textContent);
    button.textContent = "Copied";
    say("The command is copied.");
  } catch {
    getSelection().selectAllChildren(command);
    button.textContent = "Selected";
    say("The command is selected; copy it with the keyboard.");
  }
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
}

function fill(parent, texts, tag) {
  parent.replaceChildren(...texts.map((text) => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  }));
}

function percent(probability) {
  const value = probability * 100;
  return value > 0 && value < 0.1 ? "<\u00a00.1\u00a0%" : `${value.toFixed(1)}\u00a0%`;
}

function number(count) {
  return count.toLocaleString("en");
}

function size(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function say(words) {
  $("said").textContent = words;
}

start();
