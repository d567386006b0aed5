# PyTorch and Gymnasium, in the form of PyTorch's tutorial of reinforcement learning.
import random
from collections import deque, namedtuple
from itertools import count

import gymnasium as gym
import torch
import torch.nn.functional as F
from torch import nn

env = gym.make("CartPole-v1")
Transition = namedtuple("Transition", ("state", "action", "next_state", "is_over"))


class ReplayMemory:
    def __init__(self, capacity):
        self.memory = deque([], maxlen=capacity)

    def push(self, *args):
        self.memory.append(Transition(*args))

    def sample(self, batch_size):
        return random.sample(self.memory, batch_size)

    def __len__(self):
        return len(self.memory)


class DQN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(4, 64)
        self.layer2 = nn.Linear(64, 64)
        self.layer3 = nn.Linear(64, 2)

    def forward(self, x):
        x = F.relu(self.layer1(x))
        x = F.relu(self.layer2(x))
        return self.layer3(x)


policy_net = DQN()
target_net = DQN()
target_net.load_state_dict(policy_net.state_dict())
optimizer = torch.optim.Adam(policy_net.parameters(), lr=2e-3)
memory = ReplayMemory(10000)
steps_done = 0


def best_action(state):
    with torch.no_grad():
        return policy_net(torch.tensor(state)[None]).argmax(1).item()


def select_action(state):
    if random.random() < max(0.05, 1 - steps_done / 1500):
        return env.action_space.sample()
    return best_action(state)


def optimize_model():
    if len(memory) < 500:
        return
    batch = Transition(*zip(*memory.sample(64)))
    states = torch.tensor(batch.state)
    actions = torch.tensor(batch.action)
    next_states = torch.tensor(batch.next_state)
    is_over = torch.tensor(batch.is_over)
    values = policy_net(states).gather(1, actions[:, None]).squeeze(1)
    with torch.no_grad():
        chosen = policy_net(next_states).argmax(1, keepdim=True)
        best = target_net(next_states).gather(1, chosen).squeeze(1)
        returns = torch.where(is_over, -1.0, 0.98 * best)
    loss = F.smooth_l1_loss(values, returns)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        for old, now in zip(target_net.parameters(), policy_net.parameters()):
            old.lerp_(now, 0.02)


while steps_done < 6000:
    state, _ = env.reset()
    for _ in count():
        action = select_action(state)
        next_state, _, terminated, truncated, _ = env.step(action)
        memory.push(state, action, next_state, terminated)
        state = next_state
        steps_done += 1
        optimize_model()
        if terminated or truncated:
            break


def play():
    state, _ = env.reset()
    for steps in count(1):
        state, _, terminated, truncated, _ = env.step(best_action(state))
        if terminated or truncated:
            return steps


lengths = [play() for _ in range(20)]
print("mean reward", sum(lengths) / len(lengths))
