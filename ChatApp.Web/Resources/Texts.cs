namespace ChatApp.Web.Resources;

/// <summary>Names the words of the product: <c>Texts.resx</c> in English and <c>Texts.zh-Hans.resx</c> in Chinese, keys by meaning.</summary>
public sealed class Texts;
