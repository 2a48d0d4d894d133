namespace ChatApp.Core.Profiles;

/// <summary>A person's picture.</summary>
/// <param name="Id">Its id; another picture has another.</param>
/// <param name="ContentType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Bytes">The file.</param>
public sealed record Avatar(string Id, string ContentType, byte[] Bytes);
