import { sheet } from "../lib/canvas.mjs";
export function draw({ name, width, height }) {
  const { canvas, c } = sheet(width, height, "#1b2148");
  const g = c.createLinearGradient(0, 0, 0, height);
  g.addColorStop(0, "#1b2148"); g.addColorStop(1, "#8a4b3c");
  c.fillStyle = g; c.fillRect(0, 0, width, height);
  c.strokeStyle = "#f3bd4a"; c.lineWidth = width / 60;
  c.beginPath(); c.arc(width / 2, height / 2, height / 5, Math.PI, 0); c.stroke();
  return { canvas };
}
