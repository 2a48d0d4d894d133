using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Changes;

/// <summary>Decides under the conversation's lock: <see langword="null"/> to go on, else why not.</summary>
public delegate ErrorCode? MessageJudge(MessageFacts facts);
