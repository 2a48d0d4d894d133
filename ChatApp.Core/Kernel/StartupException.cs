namespace ChatApp.Core.Kernel;

/// <summary>The program cannot start, for a reason that the person who runs it can remove. The message says what to do and is all they need.</summary>
public sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
