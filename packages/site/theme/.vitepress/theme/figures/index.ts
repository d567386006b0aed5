/** The live figures of the chapters, by the names under which their pages call for them. */
import type { Component } from "vue";
import { ChainRule } from "./chain-rule.ts";
import { GradientDescent } from "./gradient-descent.ts";
import { StartingPoints } from "./starting-points.ts";
import { TrainDigits } from "./train-digits.ts";
import { TwoHiddenLayers } from "./two-hidden-layers.ts";
import { VanishingGradients } from "./vanishing-gradients.ts";

/** By name. */
export const figures: Readonly<Record<string, Component>> = {
  ChainRule,
  GradientDescent,
  StartingPoints,
  TrainDigits,
  TwoHiddenLayers,
  VanishingGradients,
};
