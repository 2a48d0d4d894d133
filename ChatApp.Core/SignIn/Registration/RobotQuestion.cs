namespace ChatApp.Core.SignIn.Registration;

/// <summary>What somebody has to do who wants to show that it is no robot: a script does some work, or a person without scripts answers a question.</summary>
/// <param name="Secret">Must come back with the work or the answer.</param>
/// <param name="Bits">How many leading zero bits SHA-256 of secret, colon and the found number must have.</param>
/// <param name="First">The first number of the question, 1 to 9.</param>
/// <param name="Second">The second number; what is asked for is the sum.</param>
public sealed record RobotQuestion(string Secret, int Bits, int First, int Second);
