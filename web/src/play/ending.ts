// What a phone loads while its table negotiates: the report, the outcome and the conclusion; and what
// few open before that.
export { Conclusion } from "./conclusion";
export { Founding } from "./founding";
export { Report } from "./report";
