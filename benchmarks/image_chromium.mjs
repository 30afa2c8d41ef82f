// Worker of the image benchmark: the same card as a page in a Chromium that stays open, by playwright-core.
// node image_chromium.mjs MODULES FONT PHOTO LOGO CHROMIUM
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [modules, fontFile, photoFile, logoFile, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)("playwright-core");
const encode = (file, kind) => `data:${kind};base64,${readFileSync(file).toString("base64")}`;
const photo = encode(photoFile, "image/jpeg"), logo = encode(logoFile, "image/png");

const flags = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", ...flags.split(" ")] });
const page = await browser.newPage();
await page.setContent(`<style>
  @font-face { font-family: Sample; src: url(${encode(fontFile, "font/ttf")}) }
  * { box-sizing: border-box; margin: 0 } body { font-family: Sample; color: #fff; width: 100vw; height: 100vh; position: relative;
  background: linear-gradient(#0b5d8f, #0d4d76) } body * { position: absolute }
  #head { left: 84px; top: 64px; background: #fff; border-radius: 18px; padding: 12px; color: #14181f; font-size: 28px; display: flex; align-items: center }
  #head * { position: static } #head span { margin-left: 16px }
  #block { left: 84px; right: 84px; bottom: 190px } #block * { position: static } #badge { display: inline-block; background: #fff;
  color: #0b5d8f; border-radius: 30px; padding: 10px 24px; font-size: 30px } #title { font-weight: 700; line-height: 1.14; margin-top: 20px }
  #rule { left: 84px; right: 84px; bottom: 136px; height: 2px; background: rgba(255,255,255,.35) } #foot { left: 84px; bottom: 80px; font-size: 30px }
  #photo { object-fit: cover } .wide #block { right: 560px } </style>
  <img id="photo"><div id="fade"></div><div id="head"><img src="${logo}" width="64" height="64"><span>Verbund der Kulturvereine e. V.</span></div>
  <div id="block"><div id="badge">Interkulturelle Woche</div><div id="title"></div></div><div id="rule"></div>
  <div id="foot">22. November 2026 · Stadt Musterstadt</div>`);
await page.evaluate(() => document.fonts.ready);

async function draw(text, width, height, hasPhoto, number) {
  await page.setViewportSize({ width, height });
  await page.evaluate(
    async ({ text, wide, hasPhoto, photo, number, height }) => {
      const get = (id) => document.getElementById(id), image = get("photo"), fade = get("fade");
      document.body.className = wide ? "wide" : "";
      get("title").textContent = text;
      get("title").style.fontSize = wide ? "52px" : hasPhoto ? "84px" : "104px";
      image.hidden = fade.hidden = !hasPhoto;
      image.style.cssText = wide ? `left:680px;width:520px;height:${height}px` : "left:0;width:1080px;height:701px";
      fade.style.cssText = wide
        ? `left:680px;width:160px;height:${height}px;background:linear-gradient(90deg,#0b5d8f,rgba(11,93,143,0))`
        : "left:0;top:471px;width:1080px;height:230px;background:linear-gradient(rgba(11,93,143,0),#0b5d8f)";
      if (hasPhoto) {
        image.src = `${photo}#${number}`; // another address each time, as another article has another photo
        await image.decode();
      }
    },
    { text, wide: width > height, hasPhoto, photo, number, height },
  );
  return page.screenshot({ type: "jpeg", quality: 88 });
}

console.error("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const { case: name, title, sizes, number } = JSON.parse(line);
  const begin = process.hrtime.bigint();
  let bytes = 0;
  for (const [width, height] of sizes) bytes += (await draw(title, width, height, name !== "card", `${number}${width}`)).length;
  console.log(JSON.stringify({ ms: Number(process.hrtime.bigint() - begin) / 1e6, bytes }));
}
await browser.close();
