/** The page. `?epochs=5` makes the run a short one. */
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { TrainingView } from "./training-view.tsx";

const epochs = Number(new URLSearchParams(location.search).get("epochs") ?? 200);

function Page() {
  const [isShown, setIsShown] = useState(true);
  const [number, setNumber] = useState(0);
  return (
    <main>
      <h1>Two spirals</h1>
      <button onClick={() => setIsShown(!isShown)}>{isShown ? "Hide" : "Show"}</button>
      {isShown && <TrainingView key={number} epochs={epochs} again={() => setNumber(number + 1)} />}
    </main>
  );
}

const root = document.getElementById("root");
if (root === null) throw new TypeError("The page has no element root.");
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
