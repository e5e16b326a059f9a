import { createHash } from 'node:crypto';

/** The one stylesheet of the public pages. Colours keep a contrast of at least 4.5 : 1 in both schemes (WCAG 2.2, 1.4.3). */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f5f1;--card:#fff;--ink:#1d1b16;--soft:#5b574c;--line:#dcd8cc;--link:#0b5d52;--good:#0b5d3b;--good-bg:#dff3e6;--bad:#93221b;--bad-bg:#fbe4e1;--wait:#6d4a00;--wait-bg:#fbefd2}
@media (prefers-color-scheme:dark){:root{--page:#171613;--card:#211f1b;--ink:#f1eee6;--soft:#b9b3a4;--line:#3d392f;--link:#7fd6c6;--good:#8fe0b1;--good-bg:#14382a;--bad:#ffb4ab;--bad-bg:#4a1713;--wait:#f3cd7b;--wait-bg:#40300a}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
main,footer{max-width:44rem;margin:0 auto;padding:1rem}
h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;margin:0 0 .6rem}
h3{font-size:1.0625rem;margin:1rem 0 .4rem}
p,ul,ol,dl,table{margin:0 0 .8rem}
ul,ol{padding-left:1.4rem}
li{margin-bottom:.4rem}
section{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.1rem 1.1rem .4rem;margin:1rem 0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:.2rem}
.soft,footer{color:var(--soft)}
footer{font-size:.9375rem;padding-bottom:2.5rem}
.badge{display:inline-block;font-weight:700;padding:.2rem .7rem;border-radius:1rem}
.good{color:var(--good);background:var(--good-bg)}
.bad{color:var(--bad);background:var(--bad-bg)}
.wait{color:var(--wait);background:var(--wait-bg)}
.numbers{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem}
.numbers li{border:2px solid currentColor;border-radius:.5rem;padding:.15rem .7rem;font-size:1.35rem;font-weight:700;font-variant-numeric:tabular-nums;margin:0}
.void li{text-decoration:line-through;color:var(--soft)}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.3rem 1rem}
dt{color:var(--soft)}
dd{margin:0}
table{border-collapse:collapse;width:100%}
caption{text-align:left;color:var(--soft);padding-bottom:.3rem}
th,td{text-align:left;vertical-align:baseline;padding:.45rem .6rem .45rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
tr:last-child td,tr:last-child th{border-bottom:0}
.won{list-style:none;padding:0}
.won li{font-weight:700;padding:.5rem .8rem;border-radius:.5rem}
.winner{font-size:1.35rem;font-weight:700;font-variant-numeric:tabular-nums;white-space:nowrap}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.9375em}
.hash{overflow-wrap:anywhere}
.fingerprint{display:grid;grid-template-columns:repeat(4,max-content);gap:.1rem 1rem;font-size:1.15rem;font-weight:600}
.command{display:block;background:var(--page);border:1px solid var(--line);border-radius:.4rem;padding:.5rem .7rem;margin-top:.4rem;overflow-wrap:anywhere}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
[hidden]{display:none}
progress{display:block;width:100%;height:.6rem;margin:0 0 .8rem;accent-color:var(--link)}
.steps{list-style:none;padding:0}
.steps li{display:grid;grid-template-columns:1.6rem 1fr;padding:.35rem 0;margin:0;border-top:1px solid var(--line)}
.mark{grid-row:span 4;color:var(--good);position:relative}
.mark::before{content:"";position:absolute;left:.35rem;top:.35rem;width:.4rem;height:.75rem;border:solid;border-width:0 .18rem .18rem 0;transform:rotate(45deg)}
.failed .mark::before{content:"×";left:.2rem;top:0;border:0;transform:none;font-size:1.6rem;line-height:1;font-weight:700}
.steps .said{color:var(--soft)}
.failed .mark{color:var(--bad)}
.steps .failed .said{color:inherit}
.steps .failed code{color:var(--bad)}
.timer{font-size:2rem;font-weight:700;font-variant-numeric:tabular-nums}
.drop{border:2px dashed var(--line);border-radius:.5rem;padding:1rem;margin:0 0 1rem}
.drop.over{border-color:var(--link)}
button,.drop label{display:inline-block;font:inherit;font-weight:600;color:var(--link);background:none;border:2px solid currentColor;border-radius:.5rem;padding:.4rem 1rem;margin:0 0 1rem;cursor:pointer}
.drop label{margin:0}
button:focus-visible,input:focus-visible+label{outline:3px solid var(--link);outline-offset:3px}
summary{cursor:pointer;font-weight:600;margin-bottom:.6rem}
@media (max-width:30rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@media print{section{break-inside:avoid}}
`.trim();

/** For `Content-Security-Policy`: this stylesheet, and nothing else that could be injected. */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
