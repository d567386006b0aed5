"""Reference values of the metrics, by definitions in numpy: pairs and thresholds one by one, no shared algorithm.

Run with: python metrics.py > metrics.json
"""

import json

import numpy as np

random = np.random.default_rng(5)


def quotient(numerator, denominator):
    return 0.0 if denominator == 0 else float(numerator) / float(denominator)


def f_beta(precision, recall, beta):
    return quotient((1 + beta**2) * precision * recall, beta**2 * precision + recall)


def class_scores(said, actual, classes):
    """Precision, recall, F1, F2 and Jaccard index of each class, and how often it occurs."""
    rows = []
    for c in classes:
        right = np.sum((said == c) & (actual == c))
        precision = quotient(right, np.sum(said == c))
        recall = quotient(right, np.sum(actual == c))
        union = np.sum((said == c) | (actual == c))
        rows.append([precision, recall, f_beta(precision, recall, 1), f_beta(precision, recall, 2), quotient(right, union)])
    return np.array(rows)


def averages(said, actual, classes):
    names = ["precision", "recall", "f1", "f2", "jaccard"]
    scores = class_scores(said, actual, classes)
    occurs = np.array([np.any(said == c) or np.any(actual == c) for c in classes])
    support = np.array([np.sum(actual == c) for c in classes])
    # Every row is a decision for each class: all decisions together are one binary problem.
    flat_said = np.concatenate([said == c for c in classes]).astype(int)
    flat_actual = np.concatenate([actual == c for c in classes]).astype(int)
    return {
        "macro": dict(zip(names, scores[occurs].mean(0).tolist())),
        "weighted": dict(zip(names, np.average(scores, axis=0, weights=support).tolist())),
        "micro": dict(zip(names, class_scores(flat_said, flat_actual, [1])[0].tolist())),
        "perClass": {name: scores[:, at].tolist() for at, name in enumerate(names)},
    }


def area(scores, positive):
    pairs = [(p, n) for p in scores[positive] for n in scores[~positive]]
    return float(np.mean([1.0 if p > n else 0.5 if p == n else 0.0 for p, n in pairs]))


def average_precision(scores, positive):
    total, before = 0.0, 0.0
    for threshold in sorted(set(scores.tolist()), reverse=True):
        said = scores >= threshold
        recall = np.sum(said & positive) / np.sum(positive)
        total += (recall - before) * np.sum(said & positive) / np.sum(said)
        before = recall
    return float(total)


def multi_class():
    # Distinct scores in each row, so that no convention of ties matters here; class 5 never occurs.
    rows, classes = 48, 6
    labels = random.integers(0, 5, rows)
    scores = np.array([random.permutation(np.arange(-20, 20))[:classes] for _ in range(rows)]) / 16
    scores[np.arange(rows), labels] += 0.78125
    scores[:, 5] -= 8
    said = scores.argmax(1)
    ranks = [int(np.sum(scores[i] > scores[i, labels[i]])) for i in range(rows)]
    exponentials = np.exp(scores)
    p = exponentials[np.arange(rows), labels] / exponentials.sum(1)
    table = np.zeros((classes, classes), int)
    for actual, prediction in zip(labels, said):
        table[actual, prediction] += 1
    occurring = [c for c in range(classes) if np.any(said == c) or np.any(labels == c)]
    return {
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "accuracy": float(np.mean(said == labels)),
        "topK": {str(k): float(np.mean(np.array(ranks) < k)) for k in (1, 2, 3)},
        "confusion": table.tolist(),
        "averages": averages(said, labels, range(classes)),
        "meanIntersectionOverUnion": float(class_scores(said, labels, occurring)[:, 4].mean()),
        "perplexity": float(np.exp(np.mean(-np.log(p)))),
    }


def binary():
    # Few distinct scores, so that there are ties within and across the classes.
    count = 70
    positive = random.random(count) < 0.4
    logits = np.round(random.normal(0.7 * positive - 0.3, 1.0) * 4) / 4
    probabilities = 1 / (1 + np.exp(-logits))
    said = (probabilities > 0.6).astype(int)
    actual = positive.astype(int)
    names = ["precision", "recall", "f1", "f2", "jaccard"]
    return {
        "logits": logits.tolist(),
        "labels": actual.tolist(),
        "threshold": 0.6,
        "accuracy": float(np.mean(said == actual)),
        "scores": dict(zip(names, class_scores(said, actual, [1])[0].tolist())),
        "confusion": [[int(np.sum((actual == a) & (said == s))) for s in (0, 1)] for a in (0, 1)],
        "areaUnderRoc": area(logits, positive),
        "areaOfBins": {str(bins): area(np.floor(probabilities * bins), positive) for bins in (4, 64)},
        "averagePrecision": average_precision(logits, positive),
    }


def regression():
    count, outputs = 40, 3
    targets = np.round(random.normal([0, 3, 1000], [1, 0.25, 5], (count, outputs)) * 16) / 16
    predictions = targets + np.round(random.normal(0, [0.5, 0.25, 2], (count, outputs)) * 16) / 16
    residual = ((targets - predictions) ** 2).sum(0)
    total = ((targets - targets.mean(0)) ** 2).sum(0)
    scores = 1 - residual / total
    return {
        "predictions": predictions.tolist(),
        "targets": targets.tolist(),
        "r2": {"uniform": float(scores.mean()), "variance": float(np.average(scores, weights=total))},
        "meanAbsoluteError": float(np.abs(targets - predictions).mean()),
        "rootMeanSquaredError": float(np.sqrt(((targets - predictions) ** 2).mean())),
    }


print(json.dumps({"multiClass": multi_class(), "binary": binary(), "regression": regression()}, separators=(",", ":")))
