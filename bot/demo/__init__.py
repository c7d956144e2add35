"""The main job on one machine: a standing clock, example people, and Microsoft's Agents Playground as the chat."""
