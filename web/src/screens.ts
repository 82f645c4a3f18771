// The screens, each loaded with its style sheets when it is opened. Those that follow one another on
// one device come as one file.
import desk from "./console/console.late.css";
import home from "./home/home.late.css";
import hall from "./outcome/hall.late.css";
import outcome from "./outcome/outcome.late.css";
import paper from "./outcome/print.late.css";
import council from "./taken/council.late.css";
import projector from "./projector/projector.late.css";
import story from "./replay/story/story.late.css";
import sessions from "./sessions/sessions.late.css";
import { dressed } from "./sheet";

export const loadPhone = () => import("./phone");
export const loadConsole = () => dressed(import("./console/console"), home, desk);
export const loadHall = () => dressed(import("./projector/projector"), projector, outcome, hall);
export const loadPaper = () => dressed(import("./outcome/print"), outcome, paper);
export const loadCouncil = () => dressed(import("./taken/council_page"), outcome, story, council);
export const loadSessions = () =>
    dressed(import("./sessions/sessions"), outcome, council, sessions);
export const loadReplay = () => import("./replay/replay");
export const loadDoor = () => dressed(import("./home/door"), home);
