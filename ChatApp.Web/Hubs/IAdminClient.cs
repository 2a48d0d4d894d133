using ChatApp.Web.Admin;

namespace ChatApp.Web.Hubs;

/// <summary>What <see cref="AdminHub"/> pushes.</summary>
public interface IAdminClient
{
    /// <summary>The list of words changed and is in force.</summary>
    Task WordsChanged(AdminEvent.WordsChanged change);

    /// <summary>A setting changed.</summary>
    Task SettingChanged(AdminEvent.SettingChanged change);

    /// <summary>A word was found in a text.</summary>
    Task Hit(AdminEvent.Hit hit);

    /// <summary>A message was kept back, or decided on.</summary>
    Task ReviewChanged(AdminEvent.ReviewChanged change);

    /// <summary>A live connection was opened or closed.</summary>
    Task ConnectionChanged(AdminEvent.ConnectionChanged change);

    /// <summary>The figures of the node.</summary>
    Task Figures(AdminFigures figures);
}
