using ChatApp.Browser.Tests.Support;
using ChatApp.Testing.Program;
using Microsoft.Playwright;
using Xunit;

namespace ChatApp.Browser.Tests.QrLogin;

/// <summary>A phone's browser whose camera sees the real login page of another browser.</summary>
public sealed class QrCameraTests(Stage stage)
{
    [Fact]
    public async Task A_logged_out_phone_scans_the_page_logs_in_comes_back_to_the_sheet_and_confirms()
    {
        await using var desk = await stage.VisitAsync(new Screen(640, 800));
        using var picture = await PictureAsync(desk);
        var (browser, phone) = await stage.VisitWithCameraAsync(picture.Path);
        await using var closing = browser;
        await using var actor = phone;

        // The page that scans asks for a login first, and so does the code's own address: both lead back to where they were.
        await phone.Page.GotoAsync("/q");
        await LogInAsync(phone, "carol");
        await phone.Page.ClickAsync("[data-scan-panel] [data-start]");
        await phone.Page.WaitForURLAsync("**/q/*");
        await Assertions.Expect(phone.Page.Locator("[data-phone-page][data-state=created]")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator("[data-qr][data-state=created]")).ToBeVisibleAsync();

        await phone.Page.ClickAsync("form[action='/auth/phone/scan'] button");
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=scanned]");
        var number = (await desk.Page.Locator("[data-number]").InnerTextAsync()).Trim();
        await phone.Page.Locator(".phone-number", new() { HasText = number }).ClickAsync();
        await phone.Page.ClickAsync("form[action='/auth/phone/confirm'] button");

        await desk.Page.WaitForURLAsync("**/chat");
        await Assertions.Expect(phone.Page.Locator("[data-phone-page][data-state=confirmed]")).ToBeVisibleAsync();
        desk.AssertNoComplaints();
        phone.AssertNoComplaints();
    }

    [Fact]
    public async Task The_simulators_camera_reads_the_same_picture()
    {
        await using var desk = await stage.VisitAsync(new Screen(640, 800));
        using var picture = await PictureAsync(desk);
        var (browser, phone) = await stage.VisitWithCameraAsync(picture.Path);
        await using var closing = browser;
        await using var actor = phone;
        await phone.Page.GotoAsync("/simulator");
        await phone.Page.FillAsync("[data-sign-in] input[name=userName]", "bob");
        await phone.Page.FillAsync("[data-sign-in] input[name=password]", ChatAppProcess.Password);
        await phone.Page.PressAsync("[data-sign-in] input[name=password]", "Enter");

        await phone.Page.ClickAsync("[data-camera]");

        await phone.Page.WaitForSelectorAsync("[data-simulator][data-view=sheet]");
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=scanned]");
        phone.AssertNoComplaints();
    }

    private static async Task LogInAsync(Actor phone, string user)
    {
        await phone.Page.WaitForURLAsync("**/login?returnUrl=*");
        await phone.Page.ClickAsync("#tab-password");
        await phone.Page.FillAsync("#way-password input[name=userName]", user);
        await phone.Page.FillAsync("#way-password input[name=password]", ChatAppProcess.Password);
        await phone.Page.PressAsync("#way-password input[name=password]", "Enter");
        await phone.Page.WaitForURLAsync("**/q");
    }

    private static async Task<Picture> PictureAsync(Actor desk)
    {
        await desk.Page.GotoAsync("/login");
        await desk.Page.WaitForSelectorAsync("[data-qr][data-state=created]");
        var picture = new Picture();
        await desk.Page.ScreenshotAsync(new() { Path = picture.Jpeg, Type = ScreenshotType.Jpeg, Quality = 95, Clip = new() { X = 0, Y = 0, Width = 640, Height = 480 } });
        File.Move(picture.Jpeg, picture.Path);
        return picture;
    }

    // Chromium knows by the end of the name that it is a film of JPEGs.
    private sealed class Picture : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chatapp-camera-");

        public string Jpeg => System.IO.Path.Combine(_folder.FullName, "page.jpg");

        public string Path => System.IO.Path.Combine(_folder.FullName, "page.mjpeg");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
