/** The app in Node: it prints its report. */
import { runApp } from "./app.ts";

void runApp().then((report) => {
  console.log(JSON.stringify(report));
});
