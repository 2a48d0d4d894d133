namespace ChatApp.Core.Nodes;

/// <summary>Something that happened on one node and that every node has to hear of. A hint: what it speaks of is in the store already.</summary>
public abstract record NodeEvent;
