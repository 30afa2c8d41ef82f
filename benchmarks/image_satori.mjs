// Worker of the image benchmark: the same card by satori + resvg + sharp.
// node image_satori.mjs MODULES FONT PHOTO LOGO [inside|png]; with "inside" the photo is part of the SVG; with "png" it is
// too, and resvg's picture goes to sharp as the PNG of the README's example, not as bare pixels.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [modules, fontFile, photoFile, logoFile, variant] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { default: satori } = require("satori");
const { Resvg } = require("@resvg/resvg-js");
const sharp = require("sharp");

const font = readFileSync(fontFile);
const photo = readFileSync(photoFile);
const logo = `data:image/png;base64,${readFileSync(logoFile).toString("base64")}`;
const fonts = [{ name: "Sample", data: font, weight: 700, style: "normal" }];
const box = (style, children) => ({ type: "div", props: { style: { display: "flex", boxSizing: "border-box", ...style }, children } });
const image = (src, style) => ({ type: "img", props: { src, style, width: style.width, height: style.height } });

function layOut(text, width, height, hasPhoto, source) {
  const wide = width > height;
  const room = wide ? { left: 680, top: 0, width: 520, height } : { left: 0, top: 0, width, height: 701 };
  const fade = wide
    ? { left: 680, top: 0, width: 160, height, backgroundImage: "linear-gradient(90deg, #0b5d8f, rgba(11,93,143,0))" }
    : { left: 0, top: 471, width, height: 230, backgroundImage: "linear-gradient(180deg, rgba(11,93,143,0), #0b5d8f)" };
  const layers = [];
  if (hasPhoto && source) layers.push(image(source, { position: "absolute", objectFit: "cover", ...room }));
  if (hasPhoto) layers.push(box({ position: "absolute", ...fade }, []));
  const ground = hasPhoto && !source ? "transparent" : "linear-gradient(180deg, #0b5d8f, #0d4d76)";
  const size = wide ? 52 : hasPhoto ? 84 : 104;
  return box({ width, height, backgroundImage: ground === "transparent" ? undefined : ground, color: "#fff", fontFamily: "Sample" }, [
    ...layers,
    box({ position: "absolute", left: 84, top: 64, backgroundColor: "#fff", borderRadius: 18, padding: 12, alignItems: "center", color: "#14181f", fontSize: 28 }, [
      image(logo, { width: 64, height: 64 }),
      box({ marginLeft: 16 }, "Verbund der Kulturvereine e. V."),
    ]),
    box({ position: "absolute", left: 84, right: wide ? 560 : 84, bottom: 190, flexDirection: "column", alignItems: "flex-start" }, [
      box({ backgroundColor: "#fff", color: "#0b5d8f", borderRadius: 30, padding: "10px 24px", fontSize: 30 }, "Interkulturelle Woche"),
      box({ fontSize: size, fontWeight: 700, lineHeight: 1.14, marginTop: 20 }, text),
    ]),
    box({ position: "absolute", left: 84, right: 84, bottom: 136, height: 2, backgroundColor: "rgba(255,255,255,.35)" }, []),
    box({ position: "absolute", left: 84, bottom: 80, fontSize: 30 }, "22. November 2026 · Stadt Musterstadt"),
  ]);
}

async function draw(text, width, height, hasPhoto) {
  const inside = variant && hasPhoto;
  const source = inside ? `data:image/jpeg;base64,${photo.toString("base64")}` : null;
  const svg = await satori(layOut(text, width, height, hasPhoto, source), { width, height, fonts });
  const rendered = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  if (variant === "png") return sharp(rendered.asPng()).removeAlpha().jpeg({ quality: 88 }).toBuffer();
  const layer = { raw: { width: rendered.width, height: rendered.height, channels: 4 } };
  if (!hasPhoto || inside) return sharp(rendered.pixels, layer).removeAlpha().jpeg({ quality: 88 }).toBuffer();
  const room = width > height ? { left: 680, top: 0, width: 520, height } : { left: 0, top: 0, width, height: 701 };
  const cropped = await sharp(photo).resize(room.width, room.height, { fit: "cover" }).removeAlpha().raw().toBuffer();
  return sharp({ create: { width, height, channels: 3, background: "#0b5d8f" } })
    .composite([
      { input: cropped, raw: { width: room.width, height: room.height, channels: 3 }, left: room.left, top: room.top },
      { input: rendered.pixels, ...layer },
    ])
    .jpeg({ quality: 88 })
    .toBuffer();
}

for await (const line of createInterface({ input: process.stdin })) {
  const { case: name, title, sizes } = JSON.parse(line);
  const begin = process.hrtime.bigint(), used = process.cpuUsage();
  let bytes = 0;
  for (const [width, height] of sizes) bytes += (await draw(title, width, height, name !== "card")).length;
  const { user, system } = process.cpuUsage(used);
  const ms = Number(process.hrtime.bigint() - begin) / 1e6;
  console.log(JSON.stringify({ ms, cpu: (user + system) / 1e3, bytes, rss: process.resourceUsage().maxRSS / 1024 }));
}
