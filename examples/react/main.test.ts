import { describePage } from "@rensa/example-spirals/describe-page";

// In strict mode, React mounts everything twice.
describePage("a page in React", new URL("./", import.meta.url), 2);
