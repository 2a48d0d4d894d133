using ChatApp.Core.Nodes;

namespace ChatApp.Core.QrLogin;

/// <summary>A QR login changed its state: the node whose page waits for it reads it again.</summary>
/// <param name="Code">Which.</param>
public sealed record QrLoginChanged(string Code) : NodeEvent;
