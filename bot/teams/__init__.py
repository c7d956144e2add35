"""The Teams edge: the only place that knows botbuilder and the Bot Connector."""
