using ChatApp.Web.Composition;

return await ChatAppProgram.RunAsync(args);

/// <summary>Named, so that tests can start the program in their own process.</summary>
public partial class Program;
