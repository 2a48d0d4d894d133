using ChatApp.Core.Nodes;

namespace ChatApp.Core.Moderation;

/// <summary>A hit was stored. It carries no text: who may read it asks the store.</summary>
public sealed record HitRecorded(long Id, string Word, WordAction Action) : NodeEvent;
