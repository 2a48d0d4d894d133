using System.Globalization;
using ChatApp.Core.Administration;
using ChatApp.Core.Settings;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>One setting with its words, its limits and its control.</summary>
public sealed partial class SettingField(IStringLocalizer<Texts> texts) : ComponentBase
{
    /// <summary>The setting.</summary>
    [Parameter, EditorRequired]
    public SettingView Setting { get; set; } = null!;

    /// <summary>The value as it is typed.</summary>
    [Parameter, EditorRequired]
    public string Value { get; set; } = string.Empty;

    /// <summary>Whether the reader may only read.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Raised with each change of the value, acceptable or not.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Raised to see what the value was before.</summary>
    [Parameter]
    public EventCallback HistoryAsked { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    private SettingDefinition Definition => Setting.Definition;

    private string Id => $"setting-{Definition.Name.Replace('.', '-')}";

    private bool Fixed => ReadOnly || Setting.Locked;

    private bool Bad => !Definition.Accepts(Value);

    /// <summary>A value as people read it, with its unit.</summary>
    public static string Show(SettingDefinition setting, string value, IStringLocalizer<Texts> texts) => setting.Kind switch
    {
        SettingKind.Switch => texts[value == "true" ? "settings.on" : "settings.off"],
        SettingKind.Choice => texts[$"setting.{setting.Name}.{value}"],
        SettingKind.Number when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            => setting.Unit is null
                ? number.ToString("N0", CultureInfo.CurrentCulture)
                : $"{number.ToString("N0", CultureInfo.CurrentCulture)} {texts[$"unit.{setting.Unit}"].Value}",
        _ => value,
    };

    private Task WriteAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync((change.Value as string ?? string.Empty).Trim());
}
