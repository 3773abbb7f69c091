export { draw } from "./sketch.mjs";
