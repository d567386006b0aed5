/** A figure that loads the library when a reader comes to it, and not with the page. */
import { defineComponent, h, onBeforeUnmount, onMounted, ref, shallowRef, type Component } from "vue";

/** Makes the component that stands for a figure until then. */
export function lazyFigure(load: () => Promise<Component>): Component {
  return defineComponent({
    setup() {
      const place = ref<HTMLElement | null>(null);
      const figure = shallowRef<Component | null>(null);
      let observer: IntersectionObserver | null = null;
      onMounted(() => {
        observer = new IntersectionObserver((entries) => {
          if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
          observer?.disconnect();
          void load().then((loaded) => {
            figure.value = loaded;
          });
        });
        if (place.value !== null) observer.observe(place.value);
      });
      onBeforeUnmount(() => observer?.disconnect());
      return () => (figure.value === null ? h("div", { class: "rensa-figure waiting", ref: place }) : h(figure.value));
    },
  });
}
