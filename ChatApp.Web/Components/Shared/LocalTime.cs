using System.Globalization;
using ChatApp.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Shared;

/// <summary>Writes moments in the reader's time zone and language.</summary>
public sealed class LocalTime(TimeProvider clock, IStringLocalizer<Texts> text)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private string _clockFormat = "HH:mm";

    private static bool Chinese => CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "zh";

    /// <summary>Sets the zone by its IANA name (without one times are UTC), and whether the clock has 24 hours.</summary>
    public void Use(string? zone, bool hours24)
    {
        _clockFormat = hours24 ? "HH:mm" : "h:mm tt";
        if (zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            _zone = found;
        }
    }

    /// <summary>The present day of the reader.</summary>
    public DateOnly Today => Day(clock.GetUtcNow());

    /// <summary>The day a moment falls on for the reader.</summary>
    public DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(Local(moment).DateTime);

    /// <summary>The moment a day begins for the reader.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>Hours and minutes: 10:24, or 10:24 AM where the reader's clock has 12 hours.</summary>
    public string Clock(DateTimeOffset moment) => Local(moment).ToString(_clockFormat, CultureInfo.CurrentCulture);

    /// <summary>Day and time to the second.</summary>
    public string Full(DateTimeOffset moment)
        => Local(moment).ToString(Chinese ? "yyyy年M月d日 dddd HH:mm:ss" : $"dddd, MMMM d, yyyy, {_clockFormat.Replace("mm", "mm:ss", StringComparison.Ordinal)}", CultureInfo.CurrentCulture);

    /// <summary>The line over a day's messages: today, yesterday, the day with its weekday, with the year when it is another.</summary>
    public string DayLine(DateOnly day)
    {
        var today = Today;
        if (day == today)
        {
            return text["time.today"];
        }

        if (day == today.AddDays(-1))
        {
            return text["time.yesterday"];
        }

        var format = (Chinese, day.Year == today.Year) switch
        {
            (true, true) => "M月d日 dddd",
            (true, false) => "yyyy年M月d日",
            (false, true) => "dddd, MMMM d",
            (false, false) => "MMMM d, yyyy",
        };
        return day.ToString(format, CultureInfo.CurrentCulture);
    }

    /// <summary>The short time at the right of a row: the clock today, then yesterday, the weekday, the date.</summary>
    public string Row(DateTimeOffset moment)
    {
        var today = Today;
        var day = Day(moment);
        var age = today.DayNumber - day.DayNumber;
        return age switch
        {
            <= 0 => Clock(moment),
            1 => text["time.yesterday"],
            < 7 => day.ToString("ddd", CultureInfo.CurrentCulture),
            _ when day.Year == today.Year => day.ToString(Chinese ? "M月d日" : "MMM d", CultureInfo.CurrentCulture),
            _ => day.ToString(Chinese ? "yyyy/M/d" : "MMM d, yyyy", CultureInfo.CurrentCulture),
        };
    }

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone);
}
