/** A hook: a training in a worker that lives as long as the component that shows it. */
import { connectTrainer, type RemoteTrainer } from "@rensa/optim/connect";
import { useEffect, useState, useSyncExternalStore } from "react";
import { viewsOf, type View } from "@rensa/example-spirals";

/** What the worker's training is made from. */
export interface TrainingOptions {
  readonly epochs: number;
  readonly rate: number;
}

/** A training and what is shown of it. */
export interface ShownTraining {
  readonly trainer: RemoteTrainer;
  readonly view: View;
}

/** What `useSyncExternalStore` takes. */
interface Store {
  readonly trainer: RemoteTrainer;
  readonly subscribe: (changed: () => void) => () => void;
  readonly getSnapshot: () => View;
}

/**
 * The training of this component, `null` before its first effect. The effect makes the worker and its clean-up ends it, so
 * that a mount that React takes back, as strict mode does with the first one, leaves none behind.
 */
export function useTraining(startWorker: () => Worker, { epochs, rate }: TrainingOptions): ShownTraining | null {
  const [store, setStore] = useState<Store | null>(null);
  useEffect(() => {
    const trainer = connectTrainer(startWorker(), { options: { epochs, rate } });
    setStore(storeOf(trainer));
    return () => {
      setStore(null);
      void trainer.close();
    };
  }, [startWorker, epochs, rate]);
  const view = useSyncExternalStore(store?.subscribe ?? never, () => store?.getSnapshot() ?? null);
  return store === null || view === null ? null : { trainer: store.trainer, view };
}

const never = () => () => undefined;

function storeOf(trainer: RemoteTrainer): Store {
  let view: View = { state: trainer.state, losses: [], learningRate: null };
  return {
    trainer,
    subscribe: (changed) => {
      const subscription = viewsOf(trainer).subscribe((next) => {
        view = next;
        changed();
      });
      return () => {
        subscription.unsubscribe();
      };
    },
    getSnapshot: () => view,
  };
}
