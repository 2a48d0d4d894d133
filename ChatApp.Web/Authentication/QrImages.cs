using System.Globalization;
using System.Text;
using QRCoder;

namespace ChatApp.Web.Authentication;

/// <summary>Draws QR codes as one SVG path, on this server: no code is ever shown to somebody else's.</summary>
internal static class QrImages
{
    /// <summary>The path of the dark modules, error correction M, with the quiet zone of four modules that readers ask for.</summary>
    /// <returns>The path, and the side of its square view box.</returns>
    public static (string Path, int Size) Draw(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            var row = data.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                if (!row[x])
                {
                    continue;
                }

                var start = x;
                while (x + 1 < row.Count && row[x + 1])
                {
                    x++;
                }

                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start + 1}v1h-{x - start + 1}z");
            }
        }

        return (path.ToString(), data.ModuleMatrix.Count);
    }
}
