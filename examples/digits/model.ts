/** Two models of handwritten digits: the convolutional network of the article, and a perceptron to compare it with. */
import { conv2d, dense, dropout, flatten, maxPool2d, reshape, sequential } from "@rensa/nn";
import { relu } from "@rensa/ops";

/**
 * A convolutional network on images of 28 x 28: 3x3 convolutions with 16 and 32 channels, each followed by relu and a
 * maximum over 2x2, and two dense layers. While training, a share `rate` of what each dense layer reads is dropped.
 */
export function convolutional(rate: number) {
  return sequential(
    reshape([28, 28, 1]),
    conv2d(1, 16, 3, { padding: "same" }),
    relu,
    maxPool2d(2),
    conv2d(16, 32, 3, { padding: "same" }),
    relu,
    maxPool2d(2),
    flatten(),
    dropout(rate),
    dense(7 * 7 * 32, 128),
    relu,
    dropout(rate),
    dense(128, 10),
  );
}

/** A perceptron of three dense layers with relu between them. While training, a share `rate` of what is hidden is dropped. */
export function perceptron(rate: number) {
  return sequential(dense(784, 256), relu, dropout(rate), dense(256, 128), relu, dropout(rate), dense(128, 10));
}
