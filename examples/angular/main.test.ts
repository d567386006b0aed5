import { describePage } from "@rensa/example-spirals/describe-page";

describePage("a page in Angular", new URL("./", import.meta.url));
